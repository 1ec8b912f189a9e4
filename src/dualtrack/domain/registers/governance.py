"""How the organisation is governed: bodies and meetings, communication, planned changes, contacts outside.

CC1.2 asks that a board or its like oversees management and is independent of it; ISO 27001 who speaks with
whom (7.4), that changes to the management system are planned (6.3) and for contacts (A.5.5, A.5.6).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.registers.common import (
    INTERVALS,
    KIND,
    Assets,
    Description,
    Evidence,
    Interval,
    Owner,
    RaisedOn,
    Requirements,
    ReviewedOn,
    Risks,
)
from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Group, Register
from dualtrack.domain.registers.says import Says

_CHANNEL = ("Channel", "Kanal", "Canal", "Kanál")


class BodyKind(StrEnum):
    """What a governance body is for."""

    OVERSIGHT = "oversight"  # a board, or a committee of it, that oversees management
    MANAGEMENT = "management"
    COMMITTEE = "committee"  # works for management, such as a security committee


@recorded("governance_body")
@frozen(kw_only=True)
class Body(Record):
    """A body that decides or oversees, with its members and how often it meets."""

    kind: Annotated[
        BodyKind,
        Says(
            "Kind",
            help="Oversight: a board or a committee of it that oversees management (CC1.2).",
            synonyms=KIND,
            spellings={
                "oversight": ("board", "supervisory board", "audit committee", "Aufsichtsrat", "conseil"),
                "management": ("top management", "Geschäftsleitung", "Vorstand", "direction", "vedení"),
                "committee": ("steering committee", "Ausschuss", "comité", "výbor"),
            },
        ),
    ]
    remit: Annotated[
        str,
        Says(
            "Remit", long=True, synonyms=("Charter", "Terms of Reference", "Auftrag", "Mandat", "Působnost")
        ),
    ] = ""
    members: Annotated[
        tuple[str, ...], Says("Members", refers=PEOPLE, synonyms=("Mitglieder", "Membres", "Členové"))
    ] = ()
    independent: Annotated[
        int | None,
        Says(
            "Independent members",
            help="How many members are independent of management, whether or not they have an account here.",
            synonyms=("Unabhängige Mitglieder", "Membres indépendants", "Nezávislí členové"),
        ),
    ] = None
    independence: Annotated[
        str,
        Says(
            "Why they are independent",
            long=True,
            synonyms=("Independence", "Unabhängigkeit", "Indépendance", "Nezávislost"),
        ),
    ] = ""
    every: Annotated[
        Interval | None,
        Says(
            "Meets",
            synonyms=("Frequency", "Meeting Frequency", "Turnus", "Fréquence", "Četnost"),
            spellings=INTERVALS,
        ),
    ] = None
    since: Annotated[date | None, Says("Set up on", synonyms=("Since", "Seit", "Depuis", "Od"))] = None


@recorded("meeting")
@frozen(kw_only=True)
class Meeting(Record):
    """One meeting of a governance body: who was there, what was decided, where the minutes are."""

    body: Annotated[
        str, Says("Body", refers="bodies", synonyms=("Committee", "Gremium", "Instance", "Orgán"))
    ]
    on: Annotated[date, Says("Held on", synonyms=("Date", "Datum", "Le"))]
    attended: Annotated[
        tuple[str, ...],
        Says(
            "Attended",
            refers=PEOPLE,
            synonyms=("Participants", "Teilnehmer", "Participants présents", "Účastníci"),
        ),
    ] = ()
    independent: Annotated[
        int | None,
        Says("Independent members present", synonyms=("Unabhängige anwesend", "Indépendants présents")),
    ] = None
    topics: Annotated[
        str, Says("Topics", long=True, synonyms=("Agenda", "Tagesordnung", "Ordre du jour", "Program"))
    ] = ""
    decisions: Annotated[
        str, Says("Decisions", long=True, synonyms=("Beschlüsse", "Décisions", "Rozhodnutí"))
    ] = ""
    evidence: Annotated[
        str, Says("Minutes", help="Where the minutes are.", synonyms=("Protokoll", "Procès-verbal", "Zápis"))
    ] = ""


@recorded("communication")
@frozen(kw_only=True)
class Communication(Record):
    """One line of the communication plan: on what, when, with whom, how (7.4)."""

    content: Annotated[
        str,
        Says(
            "On what", long=True, synonyms=("Communication Content", "Content", "Inhalt", "Contenu", "Obsah")
        ),
    ] = ""
    when: Annotated[
        str,
        Says(
            "When",
            help="An interval or what sets it off.",
            synonyms=("Frequency", "Trigger", "Wann", "Häufigkeit", "Quand", "Fréquence", "Kdy"),
        ),
    ] = ""
    audience: Annotated[
        str, Says("With whom", synonyms=("Audience", "Recipients", "Mit wem", "Destinataires", "Komu"))
    ] = ""
    party: Annotated[str, Says("Interested party", refers="parties")] = ""
    how: Annotated[str, Says("How", synonyms=(*_CHANNEL, "Wie", "Jak"))] = ""
    owner: Owner = ""
    language: Annotated[str, Says("Language", synonyms=("Sprache", "Langue", "Jazyk"))] = ""


class ContactKind(StrEnum):
    """Who is on the other side."""

    AUTHORITY = "authority"
    INTEREST_GROUP = "interest_group"


@recorded("contact")
@frozen(kw_only=True)
class Contact(Record):
    """An authority, or a group of people who share what they know, that we are in touch with."""

    kind: Annotated[
        ContactKind,
        Says(
            "Kind",
            synonyms=KIND,
            spellings={
                "authority": ("regulator", "police", "Behörde", "autorité", "úřad"),
                "interest_group": (
                    "special interest group",
                    "forum",
                    "CERT",
                    "Fachgruppe",
                    "groupe",
                    "skupina",
                ),
            },
        ),
    ]
    desk: Annotated[
        str,
        Says(
            "Desk",
            help="Office or role that is reached there, with address or number; no name of a person.",
            synonyms=("Contact", "Kontakt", "Phone", "Email", "Telefon", "Contact point"),
        ),
    ] = ""
    when: Annotated[
        str,
        Says("When we turn to it", synonyms=("Trigger", "Purpose", "Anlass", "Quand", "Kdy")),
    ] = ""
    owner: Owner = ""
    reviewed_on: ReviewedOn = None


@recorded("planned_change")
@frozen(kw_only=True)
class PlannedChange(Record):
    """A change to the management system or the services that is planned before it is made (6.3)."""

    description: Description = ""
    category: Annotated[str, Says("Category", synonyms=("Type", "Art", "Kategorie", "Catégorie"))] = ""
    purpose: Annotated[
        str, Says("Why", long=True, synonyms=("Reason", "Purpose", "Zweck", "But", "Účel"))
    ] = ""
    consequences: Annotated[
        str,
        Says(
            "What may come of it",
            help="For the management system, the services and both audits.",
            long=True,
            synonyms=("Consequences", "Impact", "Auswirkungen", "Conséquences", "Dopady"),
        ),
    ] = ""
    undo: Annotated[
        str,
        Says("How it is undone", long=True, synonyms=("Rollback Plan", "Rückfallplan", "Retour arrière")),
    ] = ""
    owner: Owner = ""
    assets: Assets = ()
    requirements: Requirements = ()
    risks: Risks = ()
    raised_on: RaisedOn = None
    planned_from: Annotated[
        date | None, Says("Planned from", synonyms=("Planned Start", "Geplanter Beginn", "Début prévu"))
    ] = None
    planned_until: Annotated[
        date | None, Says("Planned until", synonyms=("Planned End", "Geplantes Ende", "Fin prévue"))
    ] = None
    decided_by: Annotated[
        str, Says("Decided by", refers=PEOPLE, synonyms=("Approved By", "Freigegeben von", "Approuvé par"))
    ] = ""
    decided_on: Annotated[
        date | None, Says("Decided on", synonyms=("CAB Date", "Approval Date", "Freigabe am", "Approuvé le"))
    ] = None
    decision: Annotated[
        str, Says("Decision", synonyms=("CAB Decision", "Entscheidung", "Décision", "Rozhodnutí"))
    ] = ""
    done_on: Annotated[
        date | None, Says("Done on", synonyms=("Closure Date", "Umgesetzt am", "Réalisé le", "Provedeno"))
    ] = None
    result: Annotated[
        str,
        Says("What came of it", long=True, synonyms=("Actual Result", "Ergebnis", "Résultat", "Výsledek")),
    ] = ""
    evidence: Evidence = ""


BODIES = Register(
    key="bodies",
    cls=Body,
    title="Governance bodies",
    singular="Governance body",
    group=Group.GOVERNANCE,
    prefix="BDY",
    purpose="Who oversees and who decides, how independent they are and how often they meet.",
    clauses=("iso27001:5.1", "iso27001:5.3", "soc2:CC1.2"),
    shown=("kind", "members", "independent", "every"),
    names=("committees", "gremien", "instances"),
)
MEETINGS = Register(
    key="meetings",
    cls=Meeting,
    title="Meetings",
    singular="Meeting",
    group=Group.GOVERNANCE,
    prefix="MTG",
    purpose="Meetings of governance bodies with who was there and what was decided.",
    clauses=("iso27001:5.1", "soc2:CC1.2"),
    shown=("body", "on", "attended", "independent"),
    names=("minutes", "sitzungen", "réunions"),
)
COMMUNICATIONS = Register(
    key="communications",
    cls=Communication,
    title="Communication plan",
    singular="Communication",
    group=Group.GOVERNANCE,
    prefix="CMN",
    purpose="On what, when, with whom and how the organisation speaks about information security.",
    clauses=("iso27001:7.4", "soc2:CC2.2", "soc2:CC2.3"),
    shown=("content", "when", "audience", "how", "owner"),
    names=("kommunikationsplan", "plan de communication", "komunikační plán"),
)
CONTACTS = Register(
    key="contacts",
    cls=Contact,
    title="Contacts with authorities and groups",
    singular="Contact",
    group=Group.GOVERNANCE,
    prefix="CON",
    purpose="Whom we turn to outside, by desk or role, and when.",
    clauses=("iso27001:A.5.5", "iso27001:A.5.6", "soc2:CC2.3"),
    shown=("kind", "desk", "when", "owner"),
    names=("authorities", "behörden", "autorités"),
)
CHANGES = Register(
    key="changes",
    cls=PlannedChange,
    title="Planned changes",
    singular="Planned change",
    group=Group.GOVERNANCE,
    prefix="CHG",
    purpose="Changes to the management system and the services, thought through before they are made.",
    clauses=("iso27001:6.3", "iso27001:A.8.32", "soc2:CC3.4"),
    shown=("category", "owner", "planned_from", "decided_on", "done_on"),
    names=("change log", "änderungen", "changements"),
)
REGISTERS = (BODIES, MEETINGS, COMMUNICATIONS, CONTACTS, CHANGES)
