"""The matrix: every pair at its place, and what is closed kept apart from what nobody reviewed."""

from datetime import date

from attrs import evolve
from tests.domain.frameworks.pairs import CATALOGUE, ISO, SOC2, pair
from tests.each import each

from dualtrack.catalogues.loader import load_library
from dualtrack.domain.frameworks.catalogue import Framework
from dualtrack.domain.frameworks.crosswalk import Crosswalk, Mapping, MappingStatus, Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Review, Standing, standing
from dualtrack.domain.frameworks.matrix import Matrix, Reach, matrix, most_paired, reach

ROW = [r.id for r in SOC2.requirements].index("soc2:CC6.2")
COLUMN = [r.id for r in ISO.requirements].index("iso27001:A.5.18")
NONE = pair(source="soc2:CC6.1", relation=Relation.NO_RELATIONSHIP, strength=0)
CANDIDATE = pair(source="soc2:CC8.1", status=MappingStatus.CANDIDATE)
REJECTED = pair(source="soc2:CC6.3", status=MappingStatus.REJECTED)
CLOSES_A_ROW = Review(requirement="soc2:CC6.2", against="iso27001", by="A. Reviewer", on=date(2026, 3, 1))
CLOSES_A_COLUMN = Review(requirement="iso27001:5.1", against="soc2", by="A. Reviewer", on=date(2026, 3, 1))


def made(*pairs: Mapping, reviews: tuple[Review, ...] = ()) -> Matrix:
    return matrix(Crosswalk(pairs), reviews, SOC2, ISO)


def test_a_pair_stands_at_its_row_and_column() -> None:
    found = made(pair())
    assert [p.place for p in found.pairs] == [(ROW, COLUMN)]
    placed = found.at(ROW, COLUMN)
    assert placed is not None
    assert placed.pair == pair()
    assert found.at(COLUMN, ROW) is None
    assert found.size == len(SOC2.requirements) * len(ISO.requirements)


def test_turned_round_it_holds_the_inverse_at_the_mirrored_place() -> None:
    wider = pair(relation=Relation.SUPERSET_OF)
    turned = matrix(Crosswalk((wider,)), (), ISO, SOC2)
    assert [(p.place, p.pair) for p in turned.pairs] == [((COLUMN, ROW), wider.inverted())]


def test_pairs_come_by_row_and_then_by_column() -> None:
    found = made(pair(source="soc2:CC8.1"), pair(), pair(source="soc2:CC8.1", target="iso27001:5.1"))
    assert [p.place for p in found.pairs] == sorted(p.place for p in found.pairs)


def test_pairs_with_a_third_framework_are_not_in_it() -> None:
    assert made(pair(target="acme:G.1")).pairs == ()


@each(
    ("one", "said"),
    [
        (pair(), Standing.RELATED),
        (NONE, Standing.NO_RELATIONSHIP),
        (CANDIDATE, Standing.CANDIDATE),
        (REJECTED, Standing.REJECTED),
    ],
)
def test_a_listed_pair_stands_as_it_says(one: Mapping, said: Standing) -> None:
    found = made(one)
    assert [p.standing for p in found.pairs] == [said]
    assert found.standing(*found.pairs[0].place) is said


def test_a_cell_without_a_pair_is_not_reviewed_until_a_review_closes_its_row_or_column() -> None:
    found = made(pair(), reviews=(CLOSES_A_ROW, CLOSES_A_COLUMN))
    assert found.standing(ROW, COLUMN) is Standing.RELATED
    assert found.standing(ROW, COLUMN - 1) is Standing.NO_RELATIONSHIP
    assert found.standing(ROW + 1, 0) is Standing.NO_RELATIONSHIP
    assert found.standing(ROW + 1, COLUMN) is Standing.NOT_REVIEWED


def test_a_review_against_another_framework_closes_nothing_here() -> None:
    assert made(reviews=(evolve(CLOSES_A_ROW, against="acme"),)).closed_rows == frozenset()


def test_every_cell_is_a_pair_or_unlisted_once() -> None:
    found = made(pair(), NONE, reviews=(CLOSES_A_ROW,))
    closed, unseen = (set(found.unlisted(s)) for s in (Standing.NO_RELATIONSHIP, Standing.NOT_REVIEWED))
    assert len(closed) + len(unseen) + len(found.pairs) == found.size
    assert not closed & unseen
    assert not (closed | unseen) & {p.place for p in found.pairs}


def test_each_cell_of_what_we_ship_stands_as_the_rule_for_two_requirements_says() -> None:
    held = load_library()
    rows, columns = (held.catalogue.framework(key) for key in ("iso27001", "soc2"))
    assert rows is not None
    assert columns is not None
    reviews = (CLOSES_A_ROW, CLOSES_A_COLUMN)
    found = matrix(held.crosswalk, reviews, rows, columns)
    assert found.size == 61 * 123
    between = [m for m in held.crosswalk.mappings if m.source.startswith("soc2:") and "iso27001:" in m.target]
    assert len(found.pairs) == len(between) > 300
    for row, a in enumerate(found.rows):
        for column, b in enumerate(found.columns):
            assert found.standing(row, column) is standing(held.crosswalk, reviews, a.id, b.id), (a.id, b.id)


def _framework(key: str) -> Framework:
    return evolve(SOC2, key=key, requirements=SOC2.requirements[:1])


def test_the_two_that_are_paired_most_come_first_the_longer_one_as_rows() -> None:
    found = most_paired(Crosswalk((pair(),)), (_framework("acme"), SOC2, ISO))
    assert found == (ISO, SOC2)
    assert most_paired(Crosswalk((pair(), pair(target="acme:G.1"))), (ISO, SOC2)) == (ISO, SOC2)


def test_without_any_pair_the_first_two_are_taken_and_one_alone_has_no_matrix() -> None:
    assert most_paired(Crosswalk(()), CATALOGUE.frameworks) == (ISO, SOC2)
    assert most_paired(Crosswalk(()), (SOC2,)) is None


@each(
    ("served", "said"),
    [
        ({"soc2:CC6.2": ("AC-01", "AC-02"), "iso27001:A.5.18": ("AC-02",)}, Reach.BOTH),
        ({"soc2:CC6.2": ("AC-01",), "iso27001:A.5.18": ("AC-02",)}, Reach.APART),
        ({"soc2:CC6.2": ("AC-01",)}, Reach.ONE),
        ({"iso27001:A.5.18": ("AC-02",)}, Reach.ONE),
        ({"soc2:CC6.1": ("AC-01",)}, Reach.NONE),
        ({}, Reach.NONE),
    ],
)
def test_our_controls_serve_both_sides_one_or_none(served: dict[str, tuple[str, ...]], said: Reach) -> None:
    assert reach(pair(), served) is said
    assert reach(pair().inverted(), served) is said
