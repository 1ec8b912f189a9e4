"""Facts about the shipped starter controls: each says who does what how often, and serves what exists."""

import re
from collections import Counter
from decimal import Decimal

from tests.each import each
from tests.every import every

from dualtrack.catalogues.check import BASE
from dualtrack.catalogues.loader import load_catalogue, load_controls
from dualtrack.domain.controls.area import AREAS, OTHER, area_of, role_title
from dualtrack.domain.controls.control import Cadence, Control, Operating
from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.frameworks.coverage import reached, unreached

CATALOGUE = load_catalogue().catalogue
CONTROLS = load_controls(tuple(Category))[0]
EACH = every(CONTROLS, lambda control: control.id)
# A year's performances by cadence; by events and all the time the hours are those of a month.
A_YEAR = {
    Cadence.CONTINUOUS: 12,
    Cadence.PER_EVENT: 12,
    Cadence.DAILY: 365,
    Cadence.WEEKLY: 52,
    Cadence.MONTHLY: 12,
    Cadence.QUARTERLY: 4,
    Cadence.SEMIANNUAL: 2,
    Cadence.ANNUAL: 1,
}


def words(text: str) -> int:
    return len(text.split())


@EACH
def test_an_id_s_prefix_names_an_area(control: Control) -> None:
    prefix, _, number = control.id.partition("-")
    assert prefix in AREAS
    assert re.fullmatch(r"\d{2}", number)
    assert area_of(control.id) == AREAS[prefix] != OTHER


def test_every_area_has_controls_numbered_without_a_gap() -> None:
    numbers: dict[str, list[int]] = {}
    for control in CONTROLS:
        prefix, _, number = control.id.partition("-")
        numbers.setdefault(prefix, []).append(int(number))
    assert set(numbers) == set(AREAS)
    for prefix, found in numbers.items():
        assert sorted(found) == list(range(1, len(found) + 1)), prefix


@EACH
def test_a_control_is_worded_to_be_operated(control: Control) -> None:
    assert 2 <= words(control.title) <= 10
    assert not control.title.endswith(".")
    assert 5 <= words(control.purpose) <= 30
    assert control.purpose.endswith(".")
    assert 20 <= words(control.activity) <= 80
    assert control.activity.endswith(".")
    for text in (control.title, control.purpose, control.activity):
        assert text == " ".join(text.split())
        assert "shall" not in re.findall(r"[a-z]+", text.lower())


@each("field", ["id", "title", "purpose", "activity"])
def test_no_two_controls_say_the_same(field: str) -> None:
    counted = Counter(str(getattr(control, field)).casefold() for control in CONTROLS)
    assert [text for text, count in counted.items() if count > 1] == []


def test_no_two_activities_are_alike_by_most_of_their_words() -> None:
    said = {c.id: frozenset(re.findall(r"[a-z]{4,}", c.activity.lower())) for c in CONTROLS}
    alike = [
        (one, two)
        for place, one in enumerate(said)
        for two in list(said)[place + 1 :]
        if len(said[one] & said[two]) > 0.7 * min(len(said[one]), len(said[two]))
    ]
    assert alike == []


def test_no_text_is_one_of_the_frameworks_titles_or_summaries() -> None:
    theirs = {text.casefold() for r in CATALOGUE.requirements() for text in (r.title, r.summary)}
    ours = {text.casefold() for c in CONTROLS for text in (c.purpose, c.activity)}
    assert not theirs & ours


@EACH
def test_a_control_serves_known_requirements_once_each(control: Control) -> None:
    assert control.requirements
    assert len(set(control.requirements)) == len(control.requirements) <= 10
    assert [one for one in control.requirements if not CATALOGUE.known(one)] == []


@EACH
def test_evidence_is_named_as_a_person_would_ask_for_it(control: Control) -> None:
    assert 1 <= len(control.evidence) <= 5
    assert len(set(control.evidence)) == len(control.evidence)
    for item in control.evidence:
        assert 1 <= words(item) <= 14
        assert not item.endswith(".")


@EACH
def test_cadence_and_operating_fit_each_other(control: Control) -> None:
    if control.operating is Operating.MANUAL:
        assert control.cadence not in (Cadence.CONTINUOUS, Cadence.DAILY)  # nobody does that by hand
    if control.operating is Operating.AUTOMATED:
        assert control.cadence not in (Cadence.SEMIANNUAL, Cadence.ANNUAL)
    if control.cadence is Cadence.CONTINUOUS:
        assert control.operating in (Operating.AUTOMATED, Operating.BOTH)


@each(
    ("said", "cadence"),
    [
        (r"^(every|each) quarter\b", Cadence.QUARTERLY),
        (r"^(every|each) month\b", Cadence.MONTHLY),
        (r"^(every|each) week\b", Cadence.WEEKLY),
        (r"^(every|each) (day|night)\b", Cadence.DAILY),
        (r"^(once a|every|each) year\b", Cadence.ANNUAL),
        (r"^twice a year\b", Cadence.SEMIANNUAL),
    ],
)
def test_an_activity_that_opens_with_its_rhythm_has_that_cadence(said: str, cadence: Cadence) -> None:
    opens = [c for c in CONTROLS if re.match(said, c.activity, re.IGNORECASE)]
    assert [(c.id, c.cadence) for c in opens if c.cadence is not cadence] == []


@EACH
def test_the_effort_of_a_control_is_a_plausible_decimal(control: Control) -> None:
    hours = Decimal(control.effort_hours)
    assert str(hours) == control.effort_hours
    assert 0 < hours <= 80
    assert hours * A_YEAR[control.cadence] <= 600  # a third of a person at most


def test_the_whole_programme_is_work_for_a_few_people() -> None:
    hours = sum(Decimal(c.effort_hours) * A_YEAR[c.cadence] for c in CONTROLS)
    assert 1_500 <= hours <= 12_000


@EACH
def test_an_owner_is_a_role_and_nobody_s_name(control: Control) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", control.owner_role)
    assert control.owner is None
    assert (control.operating_since, control.retired_on) == (None, None)
    assert role_title(control.owner_role)[0].isupper()


@each(
    ("role", "title"),
    [
        ("head_of_it", "Head of IT"),
        ("ciso", "CISO"),
        ("dpo", "DPO"),
        ("compliance_lead", "Compliance lead"),
        ("general_counsel", "General counsel"),
    ],
)
def test_a_role_is_shown_as_people_write_it(role: str, title: str) -> None:
    assert role in {control.owner_role for control in CONTROLS}
    assert role_title(role) == title


@EACH
def test_a_required_document_has_a_requirement_that_asks_for_it(control: Control) -> None:
    if control.documented_basis is None or not control.documented_basis.required:
        return
    asked = {
        found.documented.basis
        for one in control.requirements
        if (found := CATALOGUE.find(one)) is not None and found.documented is not None
    }
    assert control.documented_basis in asked


@each("category", [c for c in Category if c not in BASE])
def test_a_category_s_controls_reach_its_criteria_and_no_others_do(category: Category) -> None:
    with_it = load_controls((*BASE, category))[0]
    without = load_controls(BASE)[0]
    criteria = [r for r in CATALOGUE.requirements("soc2") if r.category is category]
    assert unreached(criteria, [(c.id, c.requirements) for c in with_it]) == ()
    assert set(without) < set(with_it)
    own = {c.id for c in with_it} - {c.id for c in without}
    assert {area_of(one) for one in own} <= {"Privacy", "Processing integrity"}


@each("framework", ["soc2", "iso27001"])
def test_every_requirement_that_the_starters_are_written_for_is_reached(framework: str) -> None:
    served = reached((c.id, c.requirements) for c in CONTROLS)
    assert [r.id for r in CATALOGUE.requirements(framework) if r.id not in served] == []
    assert all(served[one] for one in served)


def test_most_controls_serve_both_frameworks() -> None:
    both = [c for c in CONTROLS if {one.partition(":")[0] for one in c.requirements} == {"soc2", "iso27001"}]
    assert len(both) >= 0.8 * len(CONTROLS)


def test_controls_come_in_the_order_of_their_ids_within_a_file() -> None:
    order: dict[str, list[str]] = {}
    for control in CONTROLS:
        order.setdefault(control.id.partition("-")[0], []).append(control.id)
    assert all(found == sorted(found) for found in order.values())


def test_processing_integrity_serves_nothing_of_annex_a_that_asks_for_security_alone() -> None:
    """The crosswalk says that A.8.16 and A.8.26 meet these criteria only in passing."""
    controls, _ = load_controls((Category.SECURITY, Category.PROCESSING_INTEGRITY))
    held = {c.id: c.requirements for c in controls if c.id.startswith("PI-")}
    wide = {"iso27001:A.8.16", "iso27001:A.8.26"}
    assert {name: wide & set(ids) for name, ids in held.items() if wide & set(ids)} == {}
    reached = {r for ids in held.values() for r in ids if r.startswith("soc2:")}
    assert reached == {f"soc2:PI1.{n}" for n in range(1, 6)}
