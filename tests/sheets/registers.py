"""Fields that resemble those of real registers, for the tests of the import."""

from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS, Field, FieldKind

OWNER = Field(
    name="owner",
    kind=FieldKind.REFERENCE,
    label="Owner",
    refers=PEOPLE,
    synonyms=("Eigentümer", "Verantwortlich", "Responsable", "Propriétaire", "Vlastník"),
)
LEVELS = (
    ("low", ("niedrig", "faible", "nízká")),
    ("medium", ("mittel", "moyen", "moyenne", "střední")),
    ("high", ("hoch", "élevé", "élevée", "vysoká")),
    ("critical", ("kritisch", "critique", "kritická")),
)
ASSETS = (
    Field(
        name="name",
        kind=FieldKind.TEXT,
        label="Asset",
        required=True,
        synonyms=("Asset name", "Name", "Bezeichnung", "Actif", "Nom de l'actif", "Název aktiva"),
    ),
    Field(name="kind", kind=FieldKind.TEXT, label="Type", synonyms=("Asset type", "Art", "Catégorie", "Typ")),
    OWNER,
    Field(
        name="criticality",
        kind=FieldKind.CHOICE,
        label="Criticality",
        choices=LEVELS,
        synonyms=("Kritikalität", "Criticité", "Kritičnost"),
    ),
    Field(
        name="personal_data",
        kind=FieldKind.YES_NO,
        label="Personal data",
        synonyms=("Personenbezug", "Données personnelles", "Osobní údaje"),
    ),
    Field(name="value", kind=FieldKind.AMOUNT, label="Value", synonyms=("Wert", "Valeur")),
    Field(name="copies", kind=FieldKind.NUMBER, label="Copies", synonyms=("Anzahl",)),
    Field(name="since", kind=FieldKind.DAY, label="In use since", synonyms=("Seit", "En service depuis")),
    Field(name="tags", kind=FieldKind.TEXT, label="Tags", many=True, synonyms=("Schlagworte",)),
    Field(
        name="notes",
        kind=FieldKind.LONG,
        label="Notes",
        synonyms=("Beschreibung", "Bemerkungen", "Remarques", "Description"),
    ),
)
SUPPLIERS = (
    Field(
        name="name",
        kind=FieldKind.TEXT,
        label="Supplier",
        required=True,
        synonyms=("Lieferant", "Fournisseur"),
    ),
    Field(name="service", kind=FieldKind.TEXT, label="Service", synonyms=("Leistung", "Prestation")),
    Field(name="criticality", kind=FieldKind.CHOICE, label="Criticality", choices=LEVELS),
    Field(name="contract_end", kind=FieldKind.DAY, label="Contract end", synonyms=("Vertragsende",)),
    Field(name="agreement", kind=FieldKind.YES_NO, label="DPA signed", synonyms=("AVV",)),
    OWNER,
)
INCIDENTS = (
    Field(name="title", kind=FieldKind.TEXT, label="Title", required=True, synonyms=("Titel", "Titre")),
    Field(
        name="severity", kind=FieldKind.CHOICE, label="Severity", choices=LEVELS, synonyms=("Schweregrad",)
    ),
    Field(name="reported", kind=FieldKind.DAY, label="Reported at", synonyms=("Gemeldet am", "Signalé le")),
    Field(name="breach", kind=FieldKind.YES_NO, label="Data breach"),
    Field(name="cause", kind=FieldKind.LONG, label="Root cause", synonyms=("Ursache", "Cause")),
)
LEGAL = (
    Field(name="law", kind=FieldKind.TEXT, label="Regulation", required=True, synonyms=("Gesetz", "Loi")),
    Field(name="article", kind=FieldKind.TEXT, label="Article / Section", synonyms=("Artikel",)),
    Field(name="duty", kind=FieldKind.LONG, label="Requirement", synonyms=("Anforderung", "Exigence")),
    Field(name="review", kind=FieldKind.DAY, label="Next review", synonyms=("Nächste Prüfung",)),
)
RISK = (
    Field(
        name="title", kind=FieldKind.TEXT, label="Risk title", required=True, synonyms=("Risiko", "Risque")
    ),
    Field(name="likelihood", kind=FieldKind.NUMBER, label="Likelihood", synonyms=("Eintritt",)),
    Field(name="residual", kind=FieldKind.NUMBER, label="Residual likelihood"),
    Field(
        name="controls",
        kind=FieldKind.REFERENCE,
        label="Controls",
        many=True,
        refers=CONTROLS,
        synonyms=("Massnahmen", "Mesures"),
    ),
    OWNER,
)
TREATMENTS = (
    Field(name="action", kind=FieldKind.TEXT, label="Action", required=True),
    Field(
        name="requirements",
        kind=FieldKind.REFERENCE,
        label="Requirements",
        many=True,
        refers=REQUIREMENTS,
        synonyms=("Annex A control",),
    ),
    Field(name="risk", kind=FieldKind.REFERENCE, label="Risk", refers=RISKS, synonyms=("Risk ID",)),
    Field(name="due", kind=FieldKind.DAY, label="Due date"),
    Field(name="budget", kind=FieldKind.AMOUNT, label="Budget"),
)
PERSONS = (
    Field(name="name", kind=FieldKind.TEXT, label="Person", required=True, synonyms=("Mitarbeiter", "Nom")),
    Field(name="role", kind=FieldKind.TEXT, label="Role", synonyms=("Rolle", "Fonction")),
)
EVERY = tuple(
    {
        field.name + field.label: field
        for fields in (ASSETS, SUPPLIERS, INCIDENTS, LEGAL, RISK, TREATMENTS, PERSONS)
        for field in fields
    }.values()
)

KNOWN = {
    PEOPLE: {"P-001": "Anna Weber", "P-002": "Markus Schulz", "P-003": "נועה לוי"},
    CONTROLS: {"AC-01": "Access review", "AC-02": "Leavers"},
    RISKS: {"R-001": "Ransomware", "R-002": "Phishing"},
    REQUIREMENTS: {
        "iso27001:A.5.1": "Policies",
        "iso27001:A.5.17": "Authentication information",
        "iso27001:A.8.5": "Secure authentication",
        "iso27001:A.8.34": "Audit testing",
        "soc2:CC6.1": "Access",
    },
}


def resolve(register: str, text: str) -> str | None:
    """An id, or a name, of what is known."""
    for each, name in KNOWN[register].items():
        if text.casefold() in (each.casefold(), name.casefold()):
            return each
    return None
