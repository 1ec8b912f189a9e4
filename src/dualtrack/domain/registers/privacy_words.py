"""Further spellings of the choices of the privacy registers."""

CAPACITIES = {
    "controller": ("Verantwortlicher", "responsable du traitement", "správce"),
    "processor": ("Auftragsverarbeiter", "sous-traitant", "zpracovatel"),
}
BASES = {
    "consent": ("Einwilligung", "consentement", "souhlas", "Art. 6(1)(a)"),
    "contract": ("Vertrag", "contrat", "smlouva", "Art. 6(1)(b)"),
    "legal_obligation": ("legal obligation", "rechtliche Verpflichtung", "obligation légale", "Art. 6(1)(c)"),
    "vital_interests": ("vital interests", "lebenswichtige Interessen", "intérêts vitaux", "Art. 6(1)(d)"),
    "public_task": ("public task", "öffentliche Aufgabe", "mission d'intérêt public", "Art. 6(1)(e)"),
    "legitimate_interests": (
        "legitimate interest",
        "legitimate interests",
        "berechtigtes Interesse",
        "intérêt légitime",
        "oprávněný zájem",
        "Art. 6(1)(f)",
    ),
    "controller_instruction": ("instruction", "Weisung", "instruction du responsable", "pokyn správce"),
    "other_law": ("other", "sonstige", "autre", "jiný"),
}
REQUESTS = {
    "access": ("DSAR", "subject access request", "Auskunft", "accès", "přístup"),
    "correction": ("rectification", "Berichtigung", "rectification", "oprava"),
    "erasure": ("deletion", "Löschung", "effacement", "výmaz"),
    "restriction": ("Einschränkung", "limitation", "omezení"),
    "portability": ("Übertragung", "portabilité", "přenositelnost"),
    "objection": ("Widerspruch", "opposition", "námitka"),
    "complaint": ("Beschwerde", "plainte", "stížnost"),
}
OUTCOMES = {
    "granted": ("fulfilled", "erfüllt", "accordé", "vyhověno"),
    "partly": ("partially", "teilweise", "partiellement", "částečně"),
    "refused": ("denied", "rejected", "abgelehnt", "refusé", "zamítnuto"),
}
NOTIFICATIONS = {
    "nobody": ("none", "no", "nein", "non", "ne", "niemand", "personne"),
    "authority": ("yes", "ja", "oui", "ano", "Behörde", "autorité", "úřad"),
    "authority_and_subjects": ("authority and data subjects", "Behörde und Betroffene"),
    "controller": ("Verantwortlicher", "responsable du traitement", "správce"),
}
