"""A risk as the line of a sheet: there and back the same, and what a line says beside a risk that stands."""

from datetime import date

from attrs import evolve
from hypothesis import given
from tests.domain.risks.making import BEGUN, TODAY, known, link, method, rating, risk, risks
from tests.each import each

from dualtrack.domain.registers.field import FieldKind
from dualtrack.domain.risks.line_faults import line_faults
from dualtrack.domain.risks.lines import TITLE, line_of, risk_of
from dualtrack.domain.risks.risk import Consequences, Lowers, Risk
from dualtrack.domain.risks.sheet import RiskLine, risk_sheet

METHOD = method()


def line(**said: object) -> RiskLine:
    """A new risk: 4 by 3, owned by Dana."""
    plain: dict[str, object] = {
        "id": "R-9",
        "name": "",
        "category": "access",
        "cause": "Passwords are reused",
        "event": "Somebody signs in as an employee",
        "consequence": "Customer data is copied",
        "likelihood": "4 step 4",
        "consequence_level": "3 step 3",
        "owner": "dana",
    }
    return RiskLine(**{**plain, **said})  # type: ignore[arg-type]  # by name


def made(of: RiskLine, before: Risk | None = None) -> Risk:
    return risk_of(of, before, METHOD, TODAY)


def codes(of: RiskLine, before: Risk | None = None) -> list[tuple[str, str]]:
    return [(one.fault.code, one.field) for one in line_faults(of, before, METHOD, known(), TODAY)]


@given(risks())
def test_there_and_back_it_is_the_same(one: Risk) -> None:
    assert made(line_of(one, METHOD), one) == one


def test_an_old_rating_stays_by_its_method_until_it_changes() -> None:
    old = risk(method="method-v0")
    held = line_of(old, METHOD)
    assert made(evolve(held, owner="evan"), old).method == "method-v0"
    assert made(evolve(held, likelihood="2 step 2", residual_likelihood="1"), old).method == "method-v1"


def test_one_score_stands_for_all_three_properties_of_a_new_risk() -> None:
    assert made(line()).inherent == rating(4, 3, 3, 3)
    assert made(line(consequence_level="", integrity="2 step 2")).inherent == rating(4, 0, 2, 0)


def test_one_score_moves_what_stood_worst_and_leaves_what_was_not_touched() -> None:
    old = risk(inherent=rating(4, confidentiality=5, integrity=2), residual=None)
    held = line_of(old, METHOD)
    assert made(evolve(held, consequence_level="3 step 3"), old).inherent == rating(4, 3, 2)
    assert made(evolve(held, consequence_level="1 step 1"), old).inherent == rating(4, 1, 1)


def test_what_is_aimed_at_is_no_worse_than_what_is() -> None:
    found = made(
        line(residual_likelihood="2", residual_consequence="2", consequence_level="", availability="3")
    )
    assert found.residual == rating(2, availability=2)
    old = risk(residual=rating(2, confidentiality=4, integrity=1))
    held = line_of(old, METHOD)
    assert made(evolve(held, residual_likelihood="1 step 1"), old).residual == rating(1, 4, 1)


def test_controls_that_stand_keep_their_steps_and_new_ones_lower_by_one() -> None:
    old = risk(controls=(link(steps=3), link("CR-02", "consequence", 2)))
    held = line_of(old, METHOD)
    assert held.steps == ("AC-05 likelihood 3", "CR-02 consequence 2")
    found = made(evolve(held, lower_likelihood=("CR-02", "AC-05"), lower_consequence=()), old)
    assert found.controls == (link(steps=3), link("CR-02", "likelihood", 1))
    assert found.controls[1].lowers is Lowers.LIKELIHOOD


def test_a_new_risk_without_a_title_is_called_by_its_event() -> None:
    assert made(line()).title == "Somebody signs in as an employee"
    assert made(line(name=" ", event="long " * 60)).title == f"{'long ' * 22}long…"
    assert len(made(line(event="x" * 500)).title) == TITLE
    assert made(line(name="Take-over")).title == "Take-over"


def test_the_day_is_the_sheets_or_that_of_the_import() -> None:
    assert made(line()).identified_on == TODAY
    assert made(line(identified_on=BEGUN)).identified_on == BEGUN
    assert made(line_of(risk(), METHOD), risk()).identified_on == BEGUN


@each("said", ["R 9", "\u202eR-9", "e\u03019", "order", "", "x" * 65])
def test_an_id_that_no_address_could_hold_is_refused(said: str) -> None:
    assert codes(line(id=said)) == [("id_has_another_shape", "id")]


def test_a_retired_risk_is_not_brought_back_by_a_sheet() -> None:
    old = risk(retired_on=date(2026, 3, 1), retired_because="the service ended")
    assert codes(line_of(old, METHOD), old) == [("risk_left_the_register", "id")]


def test_scores_that_say_two_things_are_refused() -> None:
    twice = line(consequence_level="2", confidentiality="4")
    assert codes(twice) == [("consequence_is_not_the_worst", "consequence_level")]
    assert codes(line(consequence_level="4", confidentiality="4")) == []
    assert codes(line(residual_likelihood="2")) == [("residual_is_half_rated", "residual_consequence")]
    assert codes(line(residual_consequence="2")) == [("residual_is_half_rated", "residual_likelihood")]


def test_the_rules_of_every_risk_hold_for_a_line_too() -> None:
    assert codes(line(consequence_level="")) == [("scenario_touches_nothing", "inherent")]
    assert codes(line(cause=" ", owner="finn")) == [
        ("field_is_missing", "cause"),
        ("owner_has_left", "owner"),
    ]
    assert codes(line(likelihood="9")) == [("score_is_off_the_scale", "inherent.likelihood")]


def test_the_fields_of_the_sheet_word_the_scales_of_the_method() -> None:
    fields = {one.name: one for one in risk_sheet(METHOD).fields}
    assert {"notes", "retired_on", "steps"} & set(fields) == set()
    assert fields["likelihood"].kind is FieldKind.CHOICE
    assert fields["likelihood"].words == ("1 step 1", "2 step 2", "3 step 3", "4 step 4", "5 step 5")
    assert fields["integrity"].choices[4] == ("5 step 5", ("5", "step 5", "step 5 5"))
    assert [one.name for one in fields.values() if one.required] == [
        *("id", "event", "cause", "consequence", "category", "likelihood", "owner"),
    ]


def test_a_score_off_the_scale_of_today_is_told_by_its_number() -> None:
    old = risk(inherent=rating(4, 7), residual=None)
    held = line_of(old, METHOD)
    assert (held.consequence_level, held.confidentiality, held.integrity) == ("7", "7", "")
    assert made(held, old).inherent.consequences == Consequences(confidentiality=7)
