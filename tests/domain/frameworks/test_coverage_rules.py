"""Each rule on whole-framework judgements names the requirement, the field and the reason."""

from tests.domain.frameworks.pairs import CATALOGUE, pair
from tests.each import each

from dualtrack.domain.frameworks.coverage_rules import closing_faults
from dualtrack.domain.frameworks.coverage_whole import Closing, Unreached, WholeCoverage, shares
from dualtrack.domain.frameworks.crosswalk import Covered, Crosswalk, MappingStatus

PAIRED = Crosswalk((pair(),))  # soc2:CC6.2 with iso27001:A.5.18, which covers it to a major part


def whole(
    requirement: str = "soc2:CC6.2",
    covered: Covered = Covered.MAJOR,
    by: str = "iso27001",
    reason: str | None = None,
) -> WholeCoverage:
    why = f"About {requirement}." if reason is None else reason
    return WholeCoverage(requirement=requirement, by=by, covered=covered, reason=why)


def alone(requirement: str, against: str = "iso27001", reason: str | None = None) -> Unreached:
    why = f"Nothing for {requirement}." if reason is None else reason
    return Unreached(requirement=requirement, against=against, reason=why)


def found(closing: Closing, crosswalk: Crosswalk = PAIRED) -> list[tuple[str, str, str | None, str]]:
    return [(f.code, f.requirement, f.field, f.reason) for f in closing_faults(closing, crosswalk, CATALOGUE)]


REST = tuple(r.id for r in CATALOGUE.requirements("soc2") if r.id != "soc2:CC6.2")
GOOD = Closing(coverage=(whole(), *(whole(r, Covered.NONE) for r in REST)), unreached=tuple(map(alone, REST)))


def test_a_framework_judged_throughout_has_no_fault() -> None:
    assert found(GOOD) == []


def test_nothing_judged_is_nothing_wrong() -> None:
    assert found(Closing()) == []


def test_a_requirement_that_is_not_judged_is_named() -> None:
    lost = Closing(coverage=GOOD.coverage[1:], unreached=GOOD.unreached)
    assert found(lost) == [("not_judged", "soc2:CC6.2", None, "no coverage by iso27001 is judged for it")]


def test_a_requirement_that_is_neither_paired_nor_unreached_is_named() -> None:
    silent = Closing(coverage=GOOD.coverage, unreached=GOOD.unreached[1:])
    reason = "it has no pair with iso27001 and does not stand among the unreached with a reason"
    assert found(silent) == [("not_reached", REST[0], None, reason)]


@each("status", [MappingStatus.CANDIDATE, MappingStatus.REJECTED])
def test_a_pair_that_does_not_count_does_not_reach(status: MappingStatus) -> None:
    codes = [code for code, *_ in found(GOOD, Crosswalk((pair(status=status),)))]
    assert codes == ["covered_without_pair", "not_reached"]


def test_the_whole_is_not_less_than_its_best_pair() -> None:
    low = Closing(coverage=(whole(covered=Covered.PARTIAL), *GOOD.coverage[1:]), unreached=GOOD.unreached)
    reason = "partial is less than major, which its best single pair with iso27001 covers"
    assert found(low) == [("below_best_pair", "soc2:CC6.2", "covered", reason)]


def test_the_whole_may_be_more_than_its_best_pair() -> None:
    high = Closing(coverage=(whole(covered=Covered.FULL), *GOOD.coverage[1:]), unreached=GOOD.unreached)
    assert found(high) == []


def test_coverage_needs_a_pair() -> None:
    claimed = whole(REST[0], Covered.MINOR)
    closing = Closing(coverage=(GOOD.coverage[0], claimed, *GOOD.coverage[2:]), unreached=GOOD.unreached)
    reason = "minor without any pair with iso27001; list the pair or say none"
    assert found(closing) == [("covered_without_pair", REST[0], "covered", reason)]


def test_what_is_paired_is_not_unreached() -> None:
    both = Closing(coverage=GOOD.coverage, unreached=(*GOOD.unreached, alone("soc2:CC6.2")))
    reason = "it is paired with iso27001:A.5.18; drop the pair or this row"
    assert found(both) == [("reached_after_all", "soc2:CC6.2", None, reason)]


def test_reasons_differ_within_a_file() -> None:
    second = whole(REST[0], Covered.NONE, reason="about  SOC2:CC6.2.")
    same = Closing(coverage=(GOOD.coverage[0], second, *GOOD.coverage[2:]), unreached=GOOD.unreached)
    reason = "the same reason as soc2:CC6.2; write one for this requirement"
    assert found(same) == [("identical_reason", REST[0], "reason", reason)]


def test_a_reason_is_given() -> None:
    blank = Closing(unreached=(alone("soc2:CC6.3", reason=" "),))
    assert found(blank) == [
        ("no_reason", "soc2:CC6.3", "reason", "there is no reason; say why it is so much")
    ]


def test_a_requirement_is_judged_once() -> None:
    twice = Closing(coverage=(*GOOD.coverage, whole(reason="Again.")), unreached=GOOD.unreached)
    assert found(twice) == [
        ("duplicate", "soc2:CC6.2", None, "soc2:CC6.2 by iso27001 stands twice; keep one")
    ]


def test_unknown_ids_and_frameworks_are_named() -> None:
    closing = Closing(
        unreached=(alone("soc2:CC8.2"), alone("soc2:CC8.1", "iso42001"), alone("soc2:CC6.3", "soc2"))
    )
    assert found(closing) == [
        ("unknown_id", "soc2:CC8.2", "requirement", "soc2:CC8.2: SOC 2 2017 has no CC8.2; CC8 holds CC8.1"),
        (
            "unknown_framework",
            "soc2:CC8.1",
            "against",
            "no framework iso42001 is loaded; loaded are soc2, iso27001",
        ),
        (
            "unknown_framework",
            "soc2:CC6.3",
            "against",
            "soc2:CC6.3 belongs to soc2 itself; name another framework",
        ),
    ]


def test_both_directions_are_judged_apart() -> None:
    one = whole("iso27001:A.5.18", Covered.PARTIAL, "soc2")
    codes = {(code, requirement) for code, requirement, *_ in found(Closing(coverage=(one,)))}
    others = {r.id for r in CATALOGUE.requirements("iso27001")} - {"iso27001:A.5.18"}
    assert codes == {(code, o) for code in ("not_judged", "not_reached") for o in others}


def test_shares_are_those_of_one_framework() -> None:
    judged = (whole(), whole("soc2:CC6.3", Covered.NONE), whole(by="acme"))
    assert shares(judged, "iso27001") == {"soc2:CC6.2": judged[0], "soc2:CC6.3": judged[1]}
    assert shares(judged, "acme") == {"soc2:CC6.2": judged[2]}
    assert shares((), "iso27001") == {}
