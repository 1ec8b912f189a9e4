"""Partners of one requirement: every other framework in order, its pairs, and what is said of the whole."""

from attrs import evolve
from tests.domain.frameworks.pairs import ISO, SOC2, pair, requirement

from dualtrack.domain.frameworks.catalogue import Catalogue, Kind
from dualtrack.domain.frameworks.coverage_whole import Closing, Unreached, WholeCoverage
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, MappingStatus
from dualtrack.domain.frameworks.partners import Partners, partners_by_framework

OWN = evolve(ISO, key="acme", name="Acme rules", requirements=(requirement("acme:G.1", Kind.CLAUSE),))
CATALOGUE = Catalogue((SOC2, ISO, OWN))
CROSSWALK = Crosswalk(
    (
        pair(target="iso27001:A.5.1", strength=9, status=MappingStatus.CANDIDATE),
        pair(target="iso27001:5.1", strength=3),
        pair(target="iso27001:A.5.18", strength=8),
        pair(target="iso27001:5.2", strength=3),
        pair(source="iso27001:A.5.18", target="acme:G.1"),
    )
)
WHOLE = WholeCoverage(requirement="soc2:CC6.2", by="iso27001", covered=Covered.MAJOR, reason="Most of it.")
OTHER_WAY = WholeCoverage(requirement="iso27001:A.5.18", by="soc2", covered=Covered.FULL, reason="All of it.")
NOTHING = Unreached(requirement="soc2:CC6.2", against="acme", reason="Acme asks for no accounts.")
CLOSING = Closing(coverage=(OTHER_WAY, WHOLE), unreached=(NOTHING,))


def of(requirement_id: str) -> dict[str, Partners]:
    found = partners_by_framework(CROSSWALK, CLOSING, CATALOGUE, requirement_id)
    return {one.framework.key: one for one in found}


def test_every_other_framework_comes_in_the_order_of_the_catalogue() -> None:
    assert list(of("soc2:CC6.2")) == ["iso27001", "acme"]
    assert list(of("iso27001:A.5.18")) == ["soc2", "acme"]


def test_pairs_that_count_come_first_the_strongest_before_the_others() -> None:
    pairs = of("soc2:CC6.2")["iso27001"].pairs
    assert [p.target for p in pairs] == ["iso27001:A.5.18", "iso27001:5.1", "iso27001:5.2", "iso27001:A.5.1"]
    assert of("soc2:CC6.2")["iso27001"].counting == 3


def test_pairs_are_seen_from_the_requirement_whichever_side_they_were_judged_from() -> None:
    (back,) = of("iso27001:A.5.18")["soc2"].pairs
    assert (back.source, back.target) == ("iso27001:A.5.18", "soc2:CC6.2")
    assert back.source_delta == pair().target_delta


def test_what_is_said_of_the_whole_stands_with_the_framework_it_is_said_of() -> None:
    found = of("soc2:CC6.2")
    assert (found["iso27001"].whole, found["iso27001"].unreached) == (WHOLE, None)
    assert (found["acme"].whole, found["acme"].unreached) == (None, NOTHING)
    assert found["acme"].pairs == ()
    assert of("iso27001:A.5.18")["soc2"].whole == OTHER_WAY
