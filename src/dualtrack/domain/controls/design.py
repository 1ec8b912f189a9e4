"""Whether a control is designed, and whether somebody other than its author approved that design."""

import hashlib
import json
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.control import Control
from dualtrack.domain.ledger.codec import recorded


class Design(StrEnum):
    """Design status of a control; never an auditor's conclusion."""

    NOT_DESIGNED = "not_designed"
    DESIGNED = "designed"
    APPROVED = "approved"


# What an approval is bound to: the wording, not who happens to own the control today.
_DESIGN_FIELDS = ("id", "title", "purpose", "activity", "cadence", "operating", "requirements")


@recorded("control_approval")
@frozen(kw_only=True)
class ControlApproval:
    """Approval of one wording of one control, bound to that wording's digest."""

    id: str
    control: str
    digest: str
    prepared_by: str
    approved_by: str
    approved_on: date


def digest(control: Control) -> str:
    """SHA-256 of the control's design, in hex; a later change of wording voids the approval."""
    design = {name: getattr(control, name) for name in _DESIGN_FIELDS}
    text = json.dumps(design, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def design_of(control: Control, approvals: tuple[ControlApproval, ...], as_of: date) -> Design:
    """The design status on that day: worded and owned, then approved as worded."""
    if not control.activity.strip() or control.owner is None:
        return Design.NOT_DESIGNED
    given = [a for a in approvals if a.approved_on <= as_of]
    if given and any(a.digest == digest(control) for a in given):
        return Design.APPROVED
    return Design.DESIGNED
