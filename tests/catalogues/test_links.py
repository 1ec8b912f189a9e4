"""Links: the reviewed table first, carried ids else, and neither says more than it can show."""

from datetime import date

import attrs
from tests.each import each

from dualtrack.catalogues.checks_table import ChecksTable, Rule
from dualtrack.catalogues.links import Basis, Link, OwnControls, lead, links_of
from dualtrack.domain.controls.control import Cadence, Control, Operating
from dualtrack.domain.controls.resemblance import ControlMatch


def control(name: str, operating: Operating, *requirements: str) -> Control:
    return Control(
        id=name,
        title=name,
        purpose="p",
        activity="a",
        owner_role="r",
        cadence=Cadence.DAILY,
        operating=operating,
        requirements=requirements,
        evidence=(),
        effort_hours="1",
    )


AUTO = control("AA-01", Operating.AUTOMATED, "soc2:CC6.1", "iso27001:A.8.5")
BOTH = control("BB-01", Operating.BOTH, "soc2:CC6.1", "iso27001:A.8.24")
MANUAL = control("MM-01", Operating.MANUAL, "soc2:CC6.1", "iso27001:A.8.5")
CONTROLS = (BOTH, AUTO, MANUAL)
TABLE = ChecksTable(
    (
        Rule(source="prowler", patterns=("mfa*",), controls=("AA-01", "BB-01"), why="w"),
        Rule(source="prowler", patterns=("gone*",), controls=("ZZ-01",), why="w"),
    )
)


def test_the_table_leads_before_what_is_carried() -> None:
    found = lead("prowler", "mfa_on", ("iso27001:A.8.24",), TABLE, CONTROLS)
    assert found == (Link("mfa_on", "AA-01", Basis.TABLE), Link("mfa_on", "BB-01", Basis.PART))


@each(
    ("carried", "controls"),
    [
        (("soc2:CC6.1",), ["AA-01", "BB-01"]),
        (("iso27001:A.8.5",), ["AA-01"]),
        (("soc2:CC6.1", "iso27001:A.8.24"), ["BB-01"]),
        (("soc2:CC6.1", "iso27001:A.8.99"), []),
        (("soc2:CC9.9", "iso27001:A.8.5"), []),
        (("other:1",), []),
        ((), []),
    ],
)
def test_carried_ids_lead_where_each_kind_is_served(carried: tuple[str, ...], controls: list[str]) -> None:
    found = lead("prowler", "odd", carried, TABLE, CONTROLS)
    assert [link.control for link in found] == controls
    assert all(link == Link("odd", link.control, Basis.CARRIED) for link in found)


def test_a_control_that_a_person_operates_is_never_led_to_by_carried_ids() -> None:
    assert lead("prowler", "odd", ("soc2:CC6.1",), TABLE, (MANUAL,)) == ()


def test_a_rule_whose_control_is_not_there_leaves_what_is_carried() -> None:
    found = lead("prowler", "gone_on", ("iso27001:A.8.5",), TABLE, CONTROLS)
    assert found == (Link("gone_on", "AA-01", Basis.CARRIED),)


def test_a_retired_control_is_led_to_by_nothing() -> None:
    retired = attrs.evolve(AUTO, retired_on=date(2026, 1, 1))
    assert lead("prowler", "mfa_on", (), TABLE, (retired,)) == ()
    assert lead("prowler", "odd", ("soc2:CC6.1",), TABLE, (retired,)) == ()


def test_links_of_all_checks_are_one_for_a_check_and_control() -> None:
    seen = [
        ("prowler", "odd", ("soc2:CC6.1",)),
        ("prowler", "odd", ("iso27001:A.8.5",)),
        ("prowler", "mfa_on", ()),
    ]
    assert links_of(seen, TABLE, CONTROLS) == (
        Link("mfa_on", "AA-01", Basis.TABLE),
        Link("mfa_on", "BB-01", Basis.PART),
        Link("odd", "AA-01", Basis.CARRIED),
        Link("odd", "BB-01", Basis.CARRIED),
    )


def test_a_reviewed_link_of_one_source_stands_over_a_carried_one_of_another() -> None:
    for seen in ([("x", "mfa_on", ("soc2:CC6.1",)), ("prowler", "mfa_on", ())],):
        for order in (seen, seen[::-1]):
            assert links_of(order, TABLE, (AUTO,)) == (Link("mfa_on", "AA-01", Basis.TABLE),)


class _Ours:
    """A table that leads every check to two starters."""

    def controls_for(self, source: str, check_id: str) -> tuple[str, ...]:
        """The same for each."""
        del source, check_id
        return ("AC-02", "CR-03")


def test_own_controls_have_the_checks_of_the_starter_that_they_resemble() -> None:
    table = OwnControls(_Ours(), (ControlMatch(id="LA-9", starter="CR-03", points=80),))
    assert table.controls_for("prowler", "any") == ("AC-02", "CR-03", "LA-9")


def test_a_control_that_only_bears_a_starter_s_id_has_none_of_its_checks() -> None:
    plants = ControlMatch(id="AC-02", starter="", points=0)
    swapped = ControlMatch(id="CR-03", starter="AC-02", points=60)
    assert OwnControls(_Ours(), (plants,)).controls_for("prowler", "any") == ("CR-03",)
    assert OwnControls(_Ours(), (plants, swapped)).controls_for("prowler", "any") == ("CR-03",)
    assert OwnControls(_Ours(), ()).controls_for("prowler", "any") == ("AC-02", "CR-03")
