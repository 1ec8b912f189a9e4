"""The method as a form: what is typed reads back as the method, and each line that does not read is named."""

from typing import Any

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.app.web.risks.method_form import MethodForm
from dualtrack.domain.risks.method import Band, Making, RiskMethod, Step

BAND = "id | name | from | to | who accepts beside the owner | review in months"
METHOD = RiskMethod(
    id="",
    version=0,
    name="Two by two",
    likelihood=(
        Step(number=1, name="Rare", criteria="Once in ten years"),
        Step(number=2, name="Likely", criteria="Every year"),
    ),
    consequence=(
        Step(number=1, name="Small", criteria="Below 10 000 EUR"),
        Step(number=2, name="Large", criteria="Above it"),
    ),
    making=Making.MATRIX,
    matrix=((1, 2), (2, 4)),
    bands=(
        Band(id="low", name="Low", lowest=1, highest=2),
        Band(id="high", name="High", lowest=3, highest=4, accepted_by="manager", review_months=6),
    ),
    acceptable=2,
    prepared_by="",
)
TYPED = {
    "name": "Two by two",
    "likelihood": "Rare | Once in ten years\nLikely | Every year",
    "consequence": "Small | Below 10 000 EUR\nLarge | Above it",
    "making": "matrix",
    "matrix": "1 2\n2 4",
    "bands": "low | Low | 1 | 2 |  | 12\nhigh | High | 3 | 4 | manager | 6",
    "acceptable": "2",
    "reason": "The second year",
}


def sent(**changed: str) -> MethodForm:
    return MethodForm({f"method-{name}": value for name, value in (TYPED | changed).items()})


def refused(**changed: str) -> dict[str, list[str]]:
    form = sent(**changed)
    assert not form.is_valid()
    return {name: [str(one) for one in errors] for name, errors in form.errors.items()}


def test_what_is_typed_is_the_method() -> None:
    form = sent()
    assert form.is_valid(), form.errors
    assert form.method == METHOD


def test_a_version_that_is_there_is_written_as_it_would_be_typed() -> None:
    begun = MethodForm(method=METHOD).initial
    assert begun == {name: said for name, said in TYPED.items() if name not in ("reason", "acceptable")} | {
        "acceptable": 2
    }


@each(
    "method",
    [
        METHOD,
        evolve(METHOD, making=Making.PRODUCT, matrix=()),
        evolve(METHOD, acceptable=0, bands=METHOD.bands[:1]),
    ],
)
def test_a_version_that_is_begun_with_and_sent_again_is_the_same(method: RiskMethod) -> None:
    begun: dict[str, Any] = MethodForm(method=method).initial
    form = sent(**{name: str(value) for name, value in begun.items()})
    assert form.is_valid(), form.errors
    assert form.method == method


def test_a_bar_within_a_text_is_written_with_a_backslash_and_read_back() -> None:
    barred = evolve(METHOD, likelihood=(Step(number=1, name="Rare", criteria="1|2 times, or none | never"),))
    begun: dict[str, Any] = MethodForm(method=barred).initial
    assert begun["likelihood"] == r"Rare | 1\|2 times, or none \| never"
    form = sent(likelihood=begun["likelihood"])
    assert form.is_valid(), form.errors
    assert form.method.likelihood == barred.likelihood


_TEXTS = st.text(st.sampled_from("ab|\\ "), min_size=1, max_size=8).map(str.strip).filter(bool)


@given(name=_TEXTS, criteria=_TEXTS)
def test_any_text_of_a_step_and_a_band_reads_back_the_same(name: str, criteria: str) -> None:
    steps = (Step(number=1, name=name, criteria=criteria),)
    bands = (Band(id="low", name=name, lowest=1, highest=2, accepted_by=criteria),)
    method = evolve(METHOD, likelihood=steps, bands=bands)
    begun: dict[str, Any] = MethodForm(method=method).initial
    form = sent(likelihood=begun["likelihood"], bands=begun["bands"])
    assert form.is_valid(), form.errors
    assert (form.method.likelihood, form.method.bands) == (steps, bands)


def test_a_first_version_begins_with_nothing() -> None:
    assert MethodForm().initial == {}


def test_blanks_and_empty_lines_say_nothing() -> None:
    form = sent(
        likelihood="\n  Rare  |  Once in ten years \r\n\r\n Likely|Every year\n\n",
        matrix="  1   2 \n\n 2 4\n",
    )
    assert form.is_valid(), form.errors
    assert (form.method.likelihood, form.method.matrix) == (METHOD.likelihood, METHOD.matrix)


def test_steps_are_numbered_from_the_lowest() -> None:
    form = sent(consequence="a | x\nb | y\nc | z")
    assert form.is_valid()
    assert [(s.number, s.name, s.criteria) for s in form.method.consequence] == [
        (1, "a", "x"),
        (2, "b", "y"),
        (3, "c", "z"),
    ]


@each("field", ["likelihood", "consequence"])
@each("line", ["Rare", "Rare | Once | twice", "Rare; Once"])
def test_a_step_of_another_shape_is_named(field: str, line: str) -> None:
    assert refused(**{field: f"Good | fine\n{line}"}) == {field: [f"{line}: write name | criteria."]}


@each("line", ["low | Low | 1 | 2", "low | Low | 1 | 2 |  | 12 | more", "low"])
def test_a_band_of_another_shape_is_named(line: str) -> None:
    assert refused(bands=line) == {"bands": [f"{line}: write {BAND}."]}


@each(
    ("line", "what"),
    [
        ("low | Low | one | 2 |  | 12", "one"),
        ("low | Low | 1 | 2.5 |  | 12", "2.5"),
        ("low | Low | 1 | 2 |  | ²", "²"),
        ("low | Low | -1 | 2 |  | 12", "-1"),
        ("low | Low |  | 2 |  | 12", "–"),
        ("low | Low | 1 | 2 |  | 1234567", "1234567"),
        ("low | Low | ١ | 2 |  | 12", "١"),
    ],
)
def test_a_number_of_a_band_that_is_none_is_named_with_its_line(line: str, what: str) -> None:
    assert refused(bands=line) == {"bands": [f"{line}: {what} is not a whole number."]}


@each(("line", "what"), [("1 x", "x"), ("1,2", "1,2"), ("1 9999999", "9999999")])
def test_a_cell_that_is_no_number_is_named_with_its_row(line: str, what: str) -> None:
    assert refused(matrix=f"1 2\n{line}") == {"matrix": [f"{line}: {what} is not a whole number."]}


def test_six_digits_are_a_number_still() -> None:
    form = sent(matrix="999999 1")
    assert form.is_valid()
    assert form.method.matrix == ((999999, 1),)


@each("field", ["name", "likelihood", "consequence", "making", "bands", "acceptable", "reason"])
def test_what_must_be_said_is_asked_for(field: str) -> None:
    assert refused(**{field: ""}) == {field: ["This field is required."]}


def test_levels_cell_by_cell_may_be_left_empty() -> None:
    form = sent(making="product", matrix="")
    assert form.is_valid()
    assert (form.method.making, form.method.matrix) == (Making.PRODUCT, ())


def test_an_acceptance_line_below_zero_and_a_making_of_no_kind_are_refused() -> None:
    assert refused(acceptable="-1", making="dice") == {
        "acceptable": ["Ensure this value is greater than or equal to 0."],
        "making": ["Select a valid choice. dice is not one of the available choices."],
    }


def test_everything_that_is_wrong_is_told_at_once() -> None:
    assert set(refused(likelihood="Rare", matrix="x", bands="low", reason="")) == {
        "likelihood",
        "matrix",
        "bands",
        "reason",
    }
