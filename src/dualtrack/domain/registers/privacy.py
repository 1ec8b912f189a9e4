"""What Privacy asks for: processing, notices, consents, requests, disclosures, breaches, processors.

Persons whom data is about are named nowhere here: a record holds an opaque reference to the system that knows
them, so that this register is no further place from which personal data has to be erased.
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import (
    KIND,
    Assets,
    Controls,
    Due,
    Evidence,
    NextReview,
    Owner,
    ReviewedOn,
    Services,
    ValidUntil,
)
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.privacy_words import BASES, CAPACITIES, NOTIFICATIONS, OUTCOMES, REQUESTS
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.says import Says

_SUBJECT = ("Data Subject", "Betroffene Person", "Personne concernée", "Subjekt údajů")


class Capacity(StrEnum):
    """For whom personal data is processed."""

    CONTROLLER = "controller"
    PROCESSOR = "processor"


class LegalBasis(StrEnum):
    """On what processing rests, as Article 6 of the GDPR counts it where it applies."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTERESTS = "legitimate_interests"
    INSTRUCTION = "controller_instruction"  # we are the processor
    OTHER = "other_law"


@recorded("processing_activity")
@frozen(kw_only=True)
class Processing(Record):
    """One purpose for which personal data is processed, with its basis, recipients and retention."""

    purpose: Annotated[str, Says("Purpose", long=True, synonyms=("Zweck", "Finalité", "Účel"))] = ""
    capacity: Annotated[
        Capacity,
        Says("We are", synonyms=("Capacity", "Rolle", "Rôle", "Role"), spellings=CAPACITIES),
    ] = Capacity.CONTROLLER
    legal_basis: Annotated[
        LegalBasis | None,
        Says(
            "Legal basis",
            help="Where GDPR applies, one of Article 6; as a processor, the controller's instruction.",
            synonyms=("Lawful Basis", "Rechtsgrundlage", "Base légale", "Právní základ"),
            spellings=BASES,
        ),
    ] = None
    subjects: Annotated[
        tuple[str, ...],
        Says(
            "Whom it is about",
            help="Groups of people, such as applicants.",
            synonyms=("Data Subjects", "Betroffene", "Personnes concernées"),
        ),
    ] = ()
    data: Annotated[
        tuple[str, ...],
        Says("Data", synonyms=("Data Categories", "Datenkategorien", "Catégories de données", "Údaje")),
    ] = ()
    sensitive: Annotated[
        bool,
        Says(
            "Sensitive data",
            help="Such as health; where GDPR applies, what its Article 9 lists.",
            synonyms=("Special Categories", "Besondere Kategorien", "Données sensibles"),
        ),
    ] = False
    recipients: Annotated[
        tuple[str, ...], Says("Recipients", synonyms=("Empfänger", "Destinataires", "Příjemci"))
    ] = ()
    vendors: Annotated[
        tuple[str, ...],
        Says(
            "Processors", refers="vendors", synonyms=("Auftragsverarbeiter", "Sous-traitants", "Zpracovatelé")
        ),
    ] = ()
    transfers: Annotated[
        str,
        Says(
            "Sent abroad",
            help="To which countries and under which terms.",
            synonyms=("Third Country Transfers", "Drittlandübermittlung", "Transferts"),
        ),
    ] = ""
    retention: Annotated[
        str,
        Says(
            "Kept for",
            synonyms=("Retention Period", "Retention", "Löschfrist", "Durée de conservation", "Doba"),
        ),
    ] = ""
    notices: Annotated[tuple[str, ...], Says("Told in notices", refers="notices")] = ()
    services: Services = ()
    assets: Assets = ()
    owner: Owner = ""
    controls: Controls = ()
    assessed_on: Annotated[
        date | None,
        Says(
            "Impact assessed on",
            help="Assessment of what it may do to people, where one is owed.",
            synonyms=("DPIA", "DSFA", "AIPD"),
        ),
    ] = None
    next_review: NextReview = None


@recorded("privacy_notice")
@frozen(kw_only=True)
class Notice(Record):
    """What people are told about the processing of their data (P1.1)."""

    audience: Annotated[str, Says("For whom", synonyms=("Audience", "Zielgruppe", "Public"))] = ""
    published_at: Annotated[str, Says("Where it is read", synonyms=("URL", "Link", "Fundort", "Lien"))] = ""
    version: Annotated[str, Says("Version", synonyms=("Verze",))] = ""
    effective_on: Annotated[
        date | None, Says("In force from", synonyms=("Effective Date", "Gültig ab", "En vigueur le"))
    ] = None
    services: Services = ()
    owner: Owner = ""
    reviewed_on: ReviewedOn = None
    next_review: NextReview = None


@recorded("consent")
@frozen(kw_only=True)
class Consent(Record):
    """Consent given or withdrawn: of one person by reference, or how one kind of consent is obtained."""

    processing: Annotated[str, Says("For processing", refers="processing", synonyms=("Purpose", "Zweck"))]
    subject: Annotated[
        str,
        Says(
            "Person by reference",
            help="An opaque reference into the system that holds the consents; never a name or an address.",
            synonyms=_SUBJECT,
        ),
    ] = ""
    notice: Annotated[str, Says("On notice", refers="notices")] = ""
    given_on: Annotated[date | None, Says("Given on", synonyms=("Erteilt am", "Donné le", "Udělen"))] = None
    valid_until: ValidUntil = None
    withdrawn_on: Annotated[
        date | None, Says("Withdrawn on", synonyms=("Widerrufen am", "Retiré le", "Odvolán"))
    ] = None
    how: Annotated[str, Says("How it was given", synonyms=("Method", "Wie"))] = ""
    evidence: Evidence = ""


class RequestKind(StrEnum):
    """What a person asks for."""

    ACCESS = "access"
    CORRECTION = "correction"
    ERASURE = "erasure"
    RESTRICTION = "restriction"
    PORTABILITY = "portability"
    OBJECTION = "objection"
    COMPLAINT = "complaint"


class RequestOutcome(StrEnum):
    """What the answer was."""

    GRANTED = "granted"
    PARTLY = "partly"
    REFUSED = "refused"


@recorded("subject_request")
@frozen(kw_only=True)
class SubjectRequest(Record):
    """A request or complaint of a person about their data, from receipt to answer (P5.1, P5.2, P8.1)."""

    kind: Annotated[RequestKind, Says("Asks for", synonyms=KIND, spellings=REQUESTS)]
    received_on: Annotated[
        date, Says("Received on", synonyms=("Received", "Date", "Eingegangen am", "Reçu le", "Přijato"))
    ]
    subject: Annotated[
        str,
        Says(
            "Person by reference",
            help="The number of the case where the person is known; never a name or an address. "
            "The same holds for the record's own name.",
            synonyms=("Case", "Case Number", "Ticket", "Aktenzeichen", "Dossier", "Spisová značka"),
        ),
    ] = ""
    processing: Annotated[tuple[str, ...], Says("About processing", refers="processing")] = ()
    owner: Owner = ""
    extended_until: Annotated[
        date | None,
        Says(
            "Extended until",
            help="The later day that the person was told within the first term, with the reason for it.",
            synonyms=("Extension", "Verlängert bis", "Prolongé jusqu'au"),
        ),
    ] = None
    answered_on: Annotated[
        date | None, Says("Answered on", synonyms=("Closed", "Beantwortet am", "Répondu le", "Vyřízeno"))
    ] = None
    outcome: Annotated[
        RequestOutcome | None, Says("Answer", synonyms=("Outcome", "Ergebnis", "Issue"), spellings=OUTCOMES)
    ] = None
    reason: Annotated[str, Says("Why", long=True, synonyms=("Reason", "Begründung", "Motif", "Důvod"))] = ""
    evidence: Evidence = ""


@recorded("disclosure")
@frozen(kw_only=True)
class Disclosure(Record):
    """Personal data that was given to a third party, as agreed or not (P6.1 to P6.3)."""

    on: Annotated[date, Says("Disclosed on", synonyms=("Date", "Datum", "Offengelegt am", "Divulgué le"))]
    recipient: Annotated[
        str,
        Says(
            "To whom",
            help="Organisation or authority; no name of a person.",
            synonyms=("Recipient", "Empfänger", "Destinataire", "Příjemce"),
        ),
    ] = ""
    authorised: Annotated[
        bool,
        Says("Authorised", help="No: it should not have happened (P6.3).", synonyms=("Authorized", "Befugt")),
    ] = True
    data: Annotated[
        tuple[str, ...], Says("Data", synonyms=("Data Categories", "Daten", "Données", "Údaje"))
    ] = ()
    processing: Annotated[str, Says("Under processing", refers="processing")] = ""
    vendor: Annotated[str, Says("To vendor", refers="vendors")] = ""
    ground: Annotated[
        str, Says("On what ground", long=True, synonyms=("Legal Basis", "Reason", "Rechtsgrundlage", "Motif"))
    ] = ""
    decided_by: Annotated[
        str, Says("Decided by", refers=PEOPLE, synonyms=("Approved By", "Entschieden von", "Décidé par"))
    ] = ""
    evidence: Evidence = ""


class Notification(StrEnum):
    """Who is told of a breach, as decided."""

    NOBODY = "nobody"
    AUTHORITY = "authority"
    AUTHORITY_AND_SUBJECTS = "authority_and_subjects"
    CONTROLLER = "controller"  # we are the processor


@recorded("privacy_breach")
@frozen(kw_only=True)
class Breach(Record):
    """Personal data lost, altered or seen by somebody who should not, and who is told of it (P6.5, P6.6)."""

    known_on: Annotated[
        date,
        Says(
            "Known on",
            help="The day on which the organisation became aware of it; where GDPR applies, the 72 hours of "
            "Article 33 begin.",
            synonyms=("Detected", "Bekannt seit", "Connu le", "Zjištěno"),
        ),
    ]
    incident: Annotated[str, Says("Incident", refers="incidents", synonyms=("Vorfall",))] = ""
    occurred_on: Annotated[date | None, Says("Occurred on", synonyms=("Eingetreten am", "Survenu le"))] = None
    data: Annotated[
        tuple[str, ...], Says("Data", synonyms=("Data Categories", "Daten", "Données", "Údaje"))
    ] = ()
    affected: Annotated[
        int | None, Says("People affected", synonyms=("Affected", "Betroffene", "Personnes touchées"))
    ] = None
    processing: Annotated[tuple[str, ...], Says("About processing", refers="processing")] = ()
    owner: Owner = ""
    notification: Annotated[
        Notification | None,
        Says(
            "Who is told",
            help="Empty until it is decided; nobody is a decision too, with its reason.",
            synonyms=("Authority Notification", "Meldung", "Notification", "Oznámení"),
            spellings=NOTIFICATIONS,
        ),
    ] = None
    decided_on: Annotated[date | None, Says("Decided on", synonyms=("Entschieden am", "Décidé le"))] = None
    decided_by: Annotated[
        str, Says("Decided by", refers=PEOPLE, synonyms=("Entschieden von", "Décidé par"))
    ] = ""
    reason: Annotated[str, Says("Why", long=True, synonyms=("Reason", "Begründung", "Motif", "Důvod"))] = ""
    notified_on: Annotated[
        date | None, Says("Authority or controller told on", synonyms=("Gemeldet am", "Notifié le"))
    ] = None
    told_on: Annotated[date | None, Says("People told on", synonyms=("Benachrichtigt am", "Informés le"))] = (
        None
    )
    due: Due = None
    evidence: Evidence = ""


@recorded("processor_commitment")
@frozen(kw_only=True)
class ProcessorCommitment(Record):
    """What a vendor that processes personal data for us has undertaken in writing (P6.4)."""

    vendor: Annotated[str, Says("Processor", refers="vendors", synonyms=("Vendor", "Auftragsverarbeiter"))]
    agreed_on: Annotated[
        date | None, Says("Agreed on", synonyms=("DPA Signed", "AVV vom", "Signé le", "Podepsáno"))
    ] = None
    valid_until: ValidUntil = None
    commitments: Annotated[
        str,
        Says(
            "What they undertook", long=True, synonyms=("Commitments", "Pflichten", "Engagements", "Závazky")
        ),
    ] = ""
    breach_notice: Annotated[
        str,
        Says("How soon they tell us of a breach", synonyms=("Breach Notice", "Meldefrist", "Délai")),
    ] = ""
    processing: Annotated[tuple[str, ...], Says("For processing", refers="processing")] = ()
    subprocessors: Annotated[
        tuple[str, ...], Says("Their processors", synonyms=("Subprocessors", "Unterauftragnehmer"))
    ] = ()
    reviewed_on: ReviewedOn = None
    evidence: Evidence = ""
