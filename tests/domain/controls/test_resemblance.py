"""Which starter a control resembles: by what both serve and by their words, the same in every order."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests import factories as make

from dualtrack.catalogues.loader import load_controls
from dualtrack.domain.controls.resemblance import THRESHOLD, ControlMatch, points, resembled, words

STARTERS, _ = load_controls(())
REAL = [
    ("User access reviews", "Access of users is reviewed each quarter.", "CC6.2 CC6.3", "AC-02"),
    ("Terminations", "Access is revoked within one business day of termination.", "CC6.2 CC6.3", "AC-04"),
    ("Encryption at rest", "Customer data is encrypted at rest.", "CC6.1", "CR-02"),
    ("Code review", "Changes are peer reviewed before being merged to the main branch.", "CC8.1", "CH-01"),
    ("Penetration test", "An annual penetration test is performed.", "CC4.1 CC7.1", "VM-03"),
    ("Vendor management", "Critical vendors and their SOC reports are reviewed annually.", "CC9.2", "VN-03"),
    ("Office plants", "Plants are watered weekly.", "CC1.1", None),
    ("Kontrolle", "Täglich.", "CC6.1", None),
]


def found(title: str, text: str, criteria: str, starters: Any = STARTERS) -> ControlMatch | None:
    """What a control with these words resembles."""
    ids = tuple(f"soc2:{one}" for one in criteria.split())
    return resembled(control="X-1", title=title, text=text, requirements=ids, starters=starters)


def test_controls_as_reports_word_them_find_their_like() -> None:
    said = {title: found(title, text, criteria) for title, text, criteria, _ in REAL}
    assert {t: m and m.starter for t, m in said.items()} == {t: s for t, _, _, s in REAL}


@given(st.permutations(STARTERS[:30]))
def test_the_order_of_the_starters_is_nothing(starters: Any) -> None:
    asked = ("User access reviews", "Access of users is reviewed each quarter.", "CC6.2 CC6.3")
    assert found(*asked, starters) == found(*asked, STARTERS[:30])


def test_a_starter_resembles_itself_most() -> None:
    for one in STARTERS:
        match = resembled(
            control=one.id,
            title=one.title,
            text=f"{one.purpose} {one.activity}",
            requirements=one.requirements,
            starters=STARTERS,
        )
        assert match == ControlMatch(id=one.id, starter=one.id, points=100)


def test_what_shares_no_word_has_no_points_whatever_it_serves() -> None:
    starter = make.control(title="Access review", purpose="", activity="")
    assert points(title="Doors", text="", requirements=(make.ACCESS,), starter=starter) == 0


def test_requirements_of_frameworks_that_a_control_does_not_name_do_not_part_it() -> None:
    starter = make.control(
        title="Access review", purpose="", activity="", requirements=(make.ACCESS, make.CRYPTO)
    )
    said: dict[str, Any] = {"title": "Access review", "text": "", "starter": starter}
    assert points(requirements=(make.ACCESS,), **said) == 100
    assert points(requirements=(make.ACCESS, make.POLICIES), **said) < 100


def test_of_equals_the_first_by_id_and_below_the_threshold_none() -> None:
    twins = [make.control("B-1"), make.control("A-1")]
    match = resembled(control="X", title="Access review", text="", requirements=(), starters=twins)
    assert match is not None
    assert (match.starter, match.points >= THRESHOLD) == ("A-1", True)
    assert resembled(control="X", title="Review", text="", requirements=(), starters=[]) is None


def test_words_are_stems_without_those_that_tell_nothing() -> None:
    assert words("Reviews reviewed, the reviewer; with access") == {"review", "access"}
    assert words("a of in") == frozenset()
