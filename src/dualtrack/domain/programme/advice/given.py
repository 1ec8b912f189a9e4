"""An advice as it was given: the answers, a hash of the result, who and when; and whether it still stands."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from attrs import frozen

from dualtrack.domain.ledger.codec import recorded
from dualtrack.domain.programme.advice.advise import Advice
from dualtrack.domain.programme.advice.answers import Answers
from dualtrack.domain.registers.customers import Demand
from dualtrack.domain.registers.demand_changes import DemandChange, demand_changes


@recorded("advice")
@frozen(kw_only=True)
class AdviceGiven:
    """One advice on record; `demands` are the ids that it rests on, as the register held them then."""

    id: str
    answers: Answers
    demands: tuple[str, ...]
    recommendation: str
    first: str
    profile: str
    digest: str
    note: str
    given_by: str
    given_on: date


def digest_of(advice: Advice) -> str:
    """A hash of everything that the advice says, sentence by sentence with its reasons.

    Amounts and days are parts of the sentences: other costs or another day make another advice.
    """
    lines = [advice.recommendation, advice.first or "", advice.profile or ""]
    for one in advice.statements:
        lines.append(f"{one.topic}\t{one.code}\t{one.params}")
        lines += [f"\t{reason.code}\t{reason.params}" for reason in one.because]
    return sha256("\n".join(lines).encode()).hexdigest()


@frozen(kw_only=True)
class Standing:
    """Whether an advice still stands, and each change of a demand that reopens it."""

    changes: tuple[DemandChange, ...]

    @property
    def stale(self) -> bool:
        """True when something that it rests on is another by now."""
        return bool(self.changes)


def standing(before: Iterable[Demand], after: Iterable[Demand]) -> Standing:
    """The demands as they were when the advice was given, held against those of now."""
    return Standing(changes=demand_changes(before, after))
