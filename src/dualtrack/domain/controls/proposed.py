"""What a person decided about one requirement that a control was proposed to serve; one by one, for ever."""

from datetime import date

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded


def decision_id(control: str, requirement: str) -> str:
    """The id of the decision about one pair: there is one, and a later one replaces it."""
    return f"{control}/{requirement}"


@recorded("proposal_decision")
@frozen(kw_only=True)
class ProposalDecision:
    """A proposal taken over as the lead's own statement, or refused; what has none stays open."""

    id: str
    control: str
    requirement: str
    accepted: bool
    reason: str
    decided_by: str
    decided_on: date
