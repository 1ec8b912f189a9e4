"""Decisions on applicability: what may be excluded, and what an inclusion or exclusion has to carry."""

from tests import factories as make
from tests.each import each

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.risks.applicability import (
    Applicability,
    ApplicabilityProblem,
    Ground,
    Justification,
    problem,
)

EXCLUDED = make.decision(make.POLICIES, included=False)
BARE = make.decision(make.POLICIES, included=False, exclusion="")
BLANK = make.decision(make.POLICIES, included=False, exclusion=" \n ")
INCLUDED = make.decision(make.POLICIES)
GROUNDLESS = make.decision(make.POLICIES, justifications=())


@each(
    ("decision", "kind", "category", "expected"),
    [
        (INCLUDED, "annex_control", None, None),
        (GROUNDLESS, "annex_control", None, ApplicabilityProblem.NO_GROUND),
        (GROUNDLESS, "clause", None, None),  # a clause is included by the standard itself
        (GROUNDLESS, "criterion", "security", None),
        (EXCLUDED, "annex_control", None, None),
        (BARE, "annex_control", None, ApplicabilityProblem.NO_REASON),
        (BLANK, "annex_control", None, ApplicabilityProblem.NO_REASON),
        (EXCLUDED, "clause", None, ApplicabilityProblem.CLAUSE),
        (BARE, "clause", None, ApplicabilityProblem.CLAUSE),
        (EXCLUDED, "criterion", "security", ApplicabilityProblem.COMMON),
        (EXCLUDED, "criterion", "privacy", None),  # DC 8: not relevant, with its reason
        (BARE, "criterion", "privacy", ApplicabilityProblem.NOT_RELEVANT),
    ],
)
def test_a_decision_is_refused_for_one_reason(
    decision: Applicability, kind: str, category: str | None, expected: ApplicabilityProblem | None
) -> None:
    assert problem(decision, kind=kind, category=category) is expected


def test_the_codes_are_those_that_messages_are_made_from() -> None:
    assert [p.value for p in ApplicabilityProblem] == [
        "clauses_cannot_be_excluded",
        "common_criteria_cannot_be_excluded",
        "an_exclusion_needs_a_justification",
        "a_criterion_not_relevant_needs_its_reason",
        "an_inclusion_needs_a_ground",
    ]


def test_a_decision_is_recorded_whole_with_every_ground() -> None:
    grounds = tuple(Justification(ground=g, reference=f"R-{g}", text="why") for g in Ground)
    for held in (make.decision(make.CRYPTO, justifications=grounds), EXCLUDED):
        assert decode("applicability", 1, encode(held)) == held
