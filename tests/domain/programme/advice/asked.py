"""Advice for tests: answers, demands, and the shipped costs."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from dualtrack.catalogues.cost_library import load_costs
from dualtrack.catalogues.loader import load_plans
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.advice.advise import Advice, advise
from dualtrack.domain.programme.advice.answers import Acceptance, Ai, Answers, Cloud, Existing, Market
from dualtrack.domain.programme.advice.length import Plans
from dualtrack.domain.programme.advice.price import Costs
from dualtrack.domain.registers.customers import Asked, Demand

TODAY = date(2027, 1, 4)
_HELD = load_plans()
PLANS = Plans(profiles=_HELD.profiles, tasks=_HELD.tasks)
COSTS = Costs(starter=load_costs(), audit_days=Decimal(12))


def answers(**more: Any) -> Answers:
    """Ninety persons, four fifths of the revenue from the US, policies and nothing else."""
    return Answers(**({"headcount": 90, "us_revenue_percent": 80, "exists": (Existing.POLICIES,)} | more))


def demand(key: int, asks_for: Asked, **more: Any) -> Demand:
    """One demand that is open."""
    return Demand(id=f"DEM-{key}", name=f"Customer {key}", asks_for=asks_for, **more)


SOC2 = demand(1, Asked.SOC2_TYPE_2)
ISO = demand(2, Asked.ISO27001)


def given(*demands: Demand, **more: Any) -> Advice:
    """The advice on these demands."""
    return advise(answers(**more), demands, COSTS, PLANS, as_of=TODAY)


def codes(found: Iterable[Any]) -> list[str]:
    """The codes of sentences or reasons."""
    return [one.code for one in found]


# The first draws load what Hypothesis needs, which a busy machine takes for slow.
SOME = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
ANSWERS = st.builds(
    Answers,
    headcount=st.integers(1, 3000),
    us_revenue_percent=st.none() | st.integers(0, 100),
    entering=st.lists(st.sampled_from(Market), unique=True).map(tuple),
    ahead_of_demand=st.booleans(),
    exists=st.lists(st.sampled_from(Existing), unique=True).map(tuple),
    sites=st.integers(1, 9),
    cloud=st.sampled_from(Cloud),
    ai_in_product=st.sampled_from(Ai),
    commits_to=st.lists(st.sampled_from(Category), unique=True).map(tuple),
    accepts_type_1=st.sampled_from(Acceptance),
    period_months=st.none() | st.integers(3, 12),
    revenue_at_stake=st.none() | st.integers(0, 10**7).map(Decimal),
)
DEMANDS = st.builds(
    demand,
    st.integers(1, 999),
    st.sampled_from(Asked),
    accepts_other=st.none() | st.booleans(),
    categories=st.lists(st.sampled_from(Category), unique=True).map(tuple),
    needed_by=st.none() | st.dates(date(2027, 1, 4), date(2030, 1, 1)),
    revenue=st.none() | st.integers(-5, 10**6).map(Decimal),
    currency=st.sampled_from(("", "USD", "EUR")),
)
MANY = st.lists(DEMANDS, max_size=6, unique_by=lambda one: one.id)
