"""A history in words: kinds of objects, fields and values as people read them."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.documents.registry import kind_of
from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.ledger.history import Frozen, Kept
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import REGISTERS

if TYPE_CHECKING:
    from dualtrack.app.programme.freezing import Untold

KINDS = {
    "control": mark("Control"),
    "control_approval": mark("Approval of a control's design"),
    "document": mark("Document"),
    "delta_note": mark("Delta said to be delivered"),
    "observation_period": mark("Period"),
    "deviation": mark("Deviation"),
    "nonconformity": mark("Nonconformity"),
    "engagement": mark("Engagement"),
    "auditor_decision": mark("Choice of an auditor"),
    "auditor_booking": mark("Booking of an auditor"),
    "soc_report": mark("Adopted SOC 2 report"),
    "iso_certificate": mark("Adopted certificate"),
    "framework_added": mark("Framework added"),
    "categories_chosen": mark("Choice of SOC 2 categories"),
    "proposal_decision": mark("Decision about a proposal"),
    "control_match": mark("Starter that a control resembles"),
    "package_made": mark("Package"),
    "pattern_answer": mark("Answer to a failure pattern"),
    "release": mark("Release"),
    "person": mark("Person"),
    "person_details": mark("Person's details"),
    "sign_in": mark("Sign-in"),
    "setup_link": mark("Set-up link"),
    "grant": mark("Grant"),
    "token": mark("Token"),
    "thing": mark("Thing in scope"),
    "scope_version": mark("Scope"),
    "scope_reason": mark("Reason for a difference of scopes"),
    "applicability": mark("Applicability"),
    "organisation": mark("Organisation"),
    "plan_move": mark("Day set for a task of the plan"),
    "plan_completion": mark("Completion of a task of the plan"),
    "plan_pause": mark("Pause of the programme"),
    "plan_baseline": mark("Baseline of the plan"),
    "plan_settings": mark("Settings of the plan"),
    "sequencing_decision": mark("Decision on which audit comes first"),
    "advice": mark("Advice"),
    "cost_basis": mark("Basis of the costs"),
    "cost_line": mark("Line of the costs"),
    "cost_quote": mark("Quote"),
    "cost_actual": mark("Spending"),
    "risk_method": mark("Risk method"),
    "risk": mark("Risk"),
    "treatment_action": mark("Action of a treatment plan"),
    "risk_assessment": mark("Assessment of a risk"),
    "risk_acceptance": mark("Acceptance of a risk"),
    "mapping_decision": mark("Judgement of the crosswalk"),
    "evidence": mark("Evidence"),
    "erasure_request": mark("Request to erase"),
    "erasure": mark("Erasure"),
    "legal_hold": mark("Legal hold"),
    "observation_run": mark("Run of a source"),
    "access_day": mark("Access log of a day"),
    "anchor": mark("Anchor"),
    "category_reason": mark("Reason for a category"),
    "certificate": mark("Certificate"),
    "clock_skew": mark("Clock behind the record"),
    "guard_repair": mark("Guards put back"),
    "import_profile": mark("Profile of an import"),
    "key_rotation": mark("Change of the signing key"),
    "register_import": mark("Import into a register"),
    "restoration": mark("Restoring from a backup"),
}
FIELDS = {
    "id": mark("id"),
    "accepted_by": mark("accepted by"),
    "accepted_on": mark("accepted on"),
    "acceptable": mark("acceptance line"),
    "assessed_by": mark("assessed by"),
    "assessed_on": mark("assessed on"),
    "capacities": mark("accepted as"),
    "done_on": mark("done on"),
    "identified_on": mark("identified on"),
    "inherent": mark("inherent rating"),
    "residual": mark("residual rating aimed at"),
    "retired_because": mark("retired because"),
    "activity": mark("what is done"),
    "answered_by": mark("answered by"),
    "answered_on": mark("answered on"),
    "approved_by": mark("approved by"),
    "approved_on": mark("approved on"),
    "artifact": mark("file"),
    "as_of": mark("about the day"),
    "checkpoint_root": mark("root of the checkpoint"),
    "checkpoint_size": mark("size of the checkpoint"),
    "covers_from": mark("covers from"),
    "covers_to": mark("covers to"),
    "decided_by": mark("decided by"),
    "decided_on": mark("decided on"),
    "documented_basis": mark("basis of its documentation"),
    "effective_from": mark("in effect from"),
    "effort_hours": mark("hours for one performance"),
    "head_root": mark("root of the ledger head"),
    "head_size": mark("entries at the ledger head"),
    "expires_on": mark("last day"),
    "entered_by": mark("entered by"),
    "entered_on": mark("entered on"),
    "made_at": mark("made at"),
    "made_by": mark("made by"),
    "made_on": mark("made on"),
    "noted_at": mark("noted at"),
    "noted_by": mark("noted by"),
    "occurred_on": mark("occurred on"),
    "operating": mark("performed by"),
    "operating_since": mark("operates since"),
    "owner_role": mark("role of the owner"),
    "instead_of": mark("instead of"),
    "price": mark("price of the change"),
    "would_end": mark("would end on"),
    "would_start": mark("would begin on"),
    "prepared_at": mark("prepared at"),
    "prepared_by": mark("prepared by"),
    "prepared_on": mark("prepared on"),
    "received_at": mark("received at"),
    "retired_on": mark("retired on"),
    "revoked_by": mark("revoked by"),
    "revoked_on": mark("revoked on"),
    "said_by": mark("said by"),
    "said_on": mark("said on"),
    "sha256": mark("SHA-256"),
    "submitted_by": mark("handed in by"),
    "withdrawn_because": mark("withdrawn because"),
    "withdrawn_by": mark("withdrawn by"),
    "withdrawn_on": mark("withdrawn on"),
}
# Fields that say another thing in one kind than in the next.
OF_KIND = {
    "advice": {"digest": mark("hash of what was advised")},
    "control_approval": {"digest": mark("hash of the wording")},
    "release": {"change": mark("what changed and why"), "content": mark("SHA-256 of the content")},
    "risk": {
        "change": mark("a risk of a change in the system"),
        "fraud": mark("a risk of fraud"),
        "origin": mark("starter risk"),
    },
    "risk_acceptance": {"digest": mark("hash of what was accepted"), "material": mark("what was accepted")},
    "risk_method": {"making": mark("how a level is made")},
    "scope_version": {"terms": mark("what is stated of the report, vendors and interfaces")},
    "token": {"digest": mark("hash of its text")},
}
_LONGEST = 400
_WORD = re.compile(r"[a-z]+(_[a-z]+)+")  # a word of a closed list
_PEOPLE = ("owner", "person")  # fields that hold the id of a person


def kind_text(kind: str) -> str:
    """What kind of object it is."""
    held = _registers().get(kind)
    said = KINDS.get(kind) or (None if held is None else held.singular)
    return kind.replace("_", " ") if said is None else _(said)


def field_text(field: str, kind: str = "") -> str:
    """A field of a recorded value; of a known kind of object as its register calls it, else as we do."""
    held = _registers().get(kind)
    label = None if held is None else next((f.label for f in held.fields if f.name == field), None)
    said = label or OF_KIND.get(kind, {}).get(field) or FIELDS.get(field)
    return field.replace("_", " ") if said is None else _(said)


@cache
def _registers() -> Mapping[str, Register]:
    """Registers by the kind of their records."""
    return {type_of(object.__new__(one.cls))[0]: one for one in REGISTERS}


def frozen_text(one: Frozen) -> str:
    """Where an entry is frozen: the package that it stands in, or the released document that shows it."""
    if one.kind is Kept.PACKAGE:
        return _("stands as it is in {file}").format(file=one.name)
    said = _("frozen in {document}, released on {day} at ledger head {size}")
    if one.withdrawn:
        said = _("frozen in {document}, released on {day} at ledger head {size}, and withdrawn since")
    return said.format(document=frozen_name(one), day=one.on, size=one.size)


def frozen_name(one: Frozen) -> str:
    """The file, or the document with its version, and the engagement that it was cut for."""
    if one.kind is Kept.PACKAGE:
        return one.name
    return _document(one.name, one.version, one.engagement)


def untold_text(one: "Untold") -> str:
    """That nobody can say whether a release shows the object, and why."""
    document = _document(one.release.document, one.release.version, one.release.engagement)
    said = _("cannot tell whether it is frozen in {document}: {because}")
    return said.format(document=document, because=one.because)


def _document(name: str, version: str, engagement: str | None) -> str:
    called = f"{_(kind_of(name).title)} {version}"
    return called if engagement is None else f"{called} ({engagement})"


def value_text(value: object, names: Mapping[str, str], field: str = "") -> str:
    """A recorded value in a line; people by name where the reader may know them."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Mapping):
        held = ((str(k), v) for k, v in value.items() if v not in (None, ""))
        return "; ".join(f"{field_text(k)} {value_text(v, names, k)}" for k, v in held) or "–"
    if isinstance(value, list | tuple):
        return "; ".join(value_text(one, names) for one in value) or "–"
    return "–" if value in (None, "") else _plain(str(value), names, field)


def _plain(text: str, names: Mapping[str, str], field: str) -> str:
    kind, _colon, rest = text.partition(":")
    person = rest if kind == "person" else text if field in _PEOPLE else ""
    if person in names:
        return names[person]
    said = text.replace("_", " ") if _WORD.fullmatch(text) else text
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
