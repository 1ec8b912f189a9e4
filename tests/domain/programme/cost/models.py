"""Costs for tests: the shipped defaults, hours of the shipped plan, and lines of any amount."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from dualtrack.catalogues.cost_library import load_costs
from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.programme.advice.length import Lengths, Plans
from dualtrack.domain.programme.cost.estimate import Basis
from dualtrack.domain.programme.cost.line import CostLine, Kind, Mark, Tag
from dualtrack.domain.programme.cost.range import Range
from dualtrack.domain.programme.organisation import Profile

STARTER = load_costs()


_HELD = load_plans()
LENGTHS = Lengths(plans=Plans(profiles=_HELD.profiles, tasks=_HELD.tasks), start=date(2027, 1, 4))
PLANNED = LENGTHS.of(Profile.FIRST_COMBINED).hours  # those of ISO/IEC 42001 among them


def basis(**more: object) -> Basis:
    """An organisation of ninety at one site, twelve audit days, the hours of the first combined programme."""
    given: dict[str, object] = {"persons": 90, "audit_days": Decimal(12), "hours": PLANNED}
    return Basis(**(given | more))  # type: ignore[arg-type]  # fields of the basis


def amount(low: int, likely: int | None = None, high: int | None = None) -> Range:
    """An amount of whole units; one number is exactly that."""
    middle = low if likely is None else likely
    return Range(Decimal(low), Decimal(middle), Decimal(middle if high is None else high))


def line(key: str = "tooling", tag: Tag = Tag.SHARED, of: Range | None = None, **more: object) -> CostLine:
    """One line."""
    given: dict[str, object] = {
        "id": key,
        "title": key,
        "tag": tag,
        "kind": Kind.OTHER,
        "amount": of or amount(100),
        "mark": Mark.KNOWLEDGE,
    }
    return CostLine(**(given | more))  # type: ignore[arg-type]  # fields of the line


RANGES = st.lists(st.integers(0, 10**7), min_size=3, max_size=3).map(lambda three: amount(*sorted(three)))
LINES = st.lists(
    st.builds(line, st.sampled_from(("a", "b")), st.sampled_from(Tag), RANGES, optional=st.booleans()),
    max_size=12,
)
SHARES = st.decimals(0, 1, places=3)
