"""What a programme runs: both audits have an order, one has none."""

from tests.each import each

from dualtrack.domain.programme.organisation import ADDING, Profile, both_audits


@each(
    ("frameworks", "expected"),
    [
        (("soc2", "iso27001"), True),
        (("iso27001", "iso42001", "soc2"), True),
        (("soc2", "iso42001"), False),
        (("iso27001",), False),
        ((), False),
    ],
)
def test_both_audits_are_soc2_and_iso27001(frameworks: tuple[str, ...], expected: bool) -> None:
    assert both_audits(frameworks) is expected


def test_each_of_the_two_is_added_by_a_profile_that_then_runs_both() -> None:
    assert set(ADDING) == {"soc2", "iso27001"}
    for profile in ADDING.values():
        assert both_audits(profile.frameworks)
    assert not both_audits(Profile.SOC2_ONLY.frameworks)
