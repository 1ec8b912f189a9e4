"""Each state that a row of the statement can have, with each reason; and what follows from the rows."""

from datetime import date
from itertools import combinations
from typing import Any

from attrs import evolve
from tests.documents.samples import soa
from tests.each import each

from dualtrack.catalogues.blocks import (
    Blank,
    Cell,
    Document,
    Figure,
    Heading,
    KeyValues,
    Notice,
    Paragraph,
    Table,
    Tone,
)
from dualtrack.documents.manifest import manifest
from dualtrack.documents.statement_of_applicability.context import context
from dualtrack.documents.statement_of_applicability.counts import by_theme, count
from dualtrack.documents.statement_of_applicability.missing import lacking, unstated
from dualtrack.documents.statement_of_applicability.values import Implementation, OurControl, SoaInput, SoaRow
from dualtrack.domain.risks.applicability import Ground, Justification

STATUSES = (Implementation.IMPLEMENTED, Implementation.PLANNED)


def line(**changes: Any) -> SoaRow:
    """A row that lacks nothing."""
    facts: dict[str, Any] = {
        "requirement": "iso27001:A.8.24",
        "title": "Use of cryptography",
        "theme": "Technological",
        "included": True,
        "status": Implementation.IMPLEMENTED,
        "justifications": (Justification(ground=Ground.RISK, reference="R-1"),),
        "controls": (OurControl(id="CR-01", title="Keys are managed"),),
        "owner": "Priya Raman",
        "evidence": 3,
        "facts": ("CR-01", "EV-1"),
    }
    return SoaRow(**(facts | changes))


def excluded(**changes: Any) -> SoaRow:
    """A row that is left out, with why."""
    plain = {"included": False, "status": Implementation.EXCLUDED, "exclusion": "Nothing to encrypt."}
    plain |= {"exclusion_owner": "Head of IT", "exclusion_review": date(2027, 10, 1)}
    return line(**({"justifications": (), "controls": (), "owner": "", "evidence": 0} | plain | changes))


def of(*rows: SoaRow, **changes: Any) -> SoaInput:
    return evolve(soa(), rows=rows, annex_total=len(rows), own=(), **changes)


def tables(made: Document) -> dict[str, Table]:
    return {block.name: block for block in made.blocks if isinstance(block, Table)}


def shown(row: SoaRow) -> dict[str, Cell]:
    """The cells of one row by their titles."""
    table = tables(context(of(row)))["Annex A"]
    return {column.title: cell for column, cell in zip(table.columns, table.rows[0], strict=True)}


REASONS = [chosen for size in (1, 2, 4) for chosen in combinations(Ground, size)]
WORDS = {
    Ground.RISK: "Risk X-9: because",
    Ground.LEGAL: "Legal or contractual X-9: because",
    Ground.CRITERION: "SOC 2 criterion X-9: because",
    Ground.CLAUSE: "Clause X-9: because",
    Ground.PRACTICE: "Good practice X-9: because",
}


@each("status", STATUSES)
@each("grounds", REASONS, ids="-".join)
def test_an_included_row_says_every_reason_in_its_order(
    status: Implementation, grounds: tuple[Ground, ...]
) -> None:
    reasons = tuple(Justification(ground=ground, reference="X-9", text="because") for ground in grounds)
    cells = shown(line(status=status, justifications=reasons))
    assert cells["Justification"].value == "\n".join(WORDS[ground] for ground in grounds)
    assert cells["Justification"].facts == ("X-9",) * len(grounds)
    assert cells["Applies"].value == "Included"


@each(
    ("reference", "text", "expected"),
    [
        ("R-7", "", "Risk R-7"),
        ("R-7", "loss", "Risk R-7: loss"),
        ("", "loss", "Risk: loss"),
        ("", "", "Risk"),
        ("soc2:CC6.1", "", "Risk CC6.1"),
    ],
)
def test_a_reason_may_have_a_reference_a_text_or_both(reference: str, text: str, expected: str) -> None:
    cell = shown(line(justifications=(Justification(ground=Ground.RISK, reference=reference, text=text),)))
    assert cell["Justification"].value == expected
    assert cell["Justification"].facts == ((reference,) if reference else ())


@each(
    ("row", "word", "tone"),
    [
        (line(), "Implemented", Tone.GOOD),
        (line(status=Implementation.PLANNED), "Planned", Tone.CAUTION),
        (excluded(), "Excluded", Tone.MUTED),
    ],
    ids=["implemented", "planned", "excluded"],
)
def test_the_status_has_its_word_and_leads_to_its_records(row: SoaRow, word: str, tone: Tone) -> None:
    cell = shown(evolve(row, because=("one", "two")))["Status"]
    assert (cell.value, cell.tone, cell.detail) == (word, tone, "one\ntwo")
    assert cell.facts == ("CR-01", "EV-1")


@each("review", [None, date(2027, 1, 1)])
def test_an_excluded_row_says_why_and_when_that_is_looked_at_again(review: date | None) -> None:
    cells = shown(excluded(exclusion_review=review))
    again = "\nReviewed again by 2027-01-01" if review else ""
    assert cells["Justification"].value == f"Nothing to encrypt.\nAnswers for it: Head of IT{again}"
    assert (cells["Applies"].value, cells["Applies"].tone) == ("Excluded", Tone.MUTED)
    assert cells["Our controls"].value is None
    assert cells["Owner"].tone is Tone.PLAIN


@each("why", ["", " ", "\n\t"])
def test_an_exclusion_without_words_is_no_justification(why: str) -> None:
    row = excluded(exclusion=why, exclusion_review=date(2027, 1, 1))
    cell = shown(row)["Justification"]
    assert (cell.value, cell.tone) == ("No justification recorded", Tone.BAD)
    assert [lack.lacks for lack in lacking(of(row))] == [("a justification for excluding it",)]


def test_an_excluded_row_needs_no_control() -> None:
    assert lacking(of(excluded())) == ()


@each(
    ("said", "lacks"),
    [
        ({"exclusion_owner": ""}, "an owner"),
        ({"exclusion_review": None}, "a day by which the exclusion is looked at again"),
        ({"exclusion_review": date(2020, 1, 1)}, "a new look at the exclusion: its day has passed"),
        ({"against": ("R-07",)}, "an end to the contradiction: a risk or a duty asks for it"),
    ],
)
def test_an_exclusion_has_an_owner_a_day_and_no_record_against_it(said: dict[str, Any], lacks: str) -> None:
    (found,) = lacking(of(excluded(**said)))
    assert found.lacks == (lacks,)


def test_what_speaks_against_an_exclusion_stands_in_its_row() -> None:
    cell = shown(excluded(against=("R-07", "LEG-2")))["Justification"]
    assert cell.value == (
        "Nothing to encrypt.\nAnswers for it: Head of IT\nReviewed again by 2027-10-01\n"
        "Asked for by R-07, LEG-2"
    )
    assert (cell.tone, cell.facts) == (Tone.BAD, ("R-07", "LEG-2"))


def test_bare_reasons_of_one_ground_share_a_line() -> None:
    reasons = (
        Justification(ground=Ground.RISK, reference="R-1", text="theft"),
        Justification(ground=Ground.CRITERION, reference="CC6.1"),
        Justification(ground=Ground.CRITERION, reference="CC6.2"),
    )
    cell = shown(line(justifications=reasons))["Justification"]
    assert cell.value == "Risk R-1: theft\nSOC 2 criterion CC6.1, CC6.2"
    assert cell.facts == ("R-1", "CC6.1", "CC6.2")


def test_a_row_that_lacks_everything_lists_all_of_it_in_one_line() -> None:
    bare = line(justifications=(), controls=(), owner="")
    cells = shown(bare)
    said = {title: cells[title].value for title in ("Justification", "Our controls", "Owner")}
    assert said == {
        "Justification": "No justification recorded",
        "Our controls": "No control recorded",
        "Owner": "No owner recorded",
    }
    table = tables(context(of(bare)))["What is still missing"]
    assert [cell.value for cell in table.rows[0]] == [
        "A.8.24 Use of cryptography",
        "a justification for including it; a control of ours that carries it out; an owner",
    ]
    assert table.rows[0][0].facts == ("CR-01", "EV-1")


def test_several_controls_stand_one_below_the_other() -> None:
    controls = tuple(OurControl(id=f"C-{number}", title=f"Title {number}") for number in range(3))
    cell = shown(line(controls=controls))["Our controls"]
    assert cell.value == "C-0 Title 0\nC-1 Title 1\nC-2 Title 2"
    assert cell.facts == ("C-0", "C-1", "C-2")


def test_no_evidence_is_a_nought_and_not_a_blank() -> None:
    cell = shown(line(evidence=0))["Evidence"]
    assert (cell.value, cell.facts) == (0, ("CR-01", "EV-1"))


def test_controls_that_nobody_decided_on_are_counted_and_said() -> None:
    undecided = evolve(of(line(), excluded(requirement="iso27001:A.7.1")), annex_total=93)
    assert unstated(undecided) == 91
    made = context(undecided)
    assert [block.text for block in made.blocks if isinstance(block, Notice)] == [
        "Controls of the annex that this version does not state: 91."
    ]
    said = " ".join(
        span.text for block in made.blocks if isinstance(block, Paragraph) for span in block.spans
    )
    assert "2 of 93 controls of the annex are stated: 1 included, 1 excluded." in said
    assert "Every control of the annex is stated" not in said


def test_a_control_stated_twice_does_not_stand_for_another() -> None:
    twice = evolve(of(line(), line()), annex_total=2)
    assert unstated(twice) == 1


def test_more_rows_than_the_catalogue_holds_is_no_negative_lack() -> None:
    assert unstated(evolve(of(line(), excluded(requirement="x:A.1")), annex_total=1)) == 0


MIXES = [
    (),
    (line(),),
    (excluded(),),
    (line(), line(status=Implementation.PLANNED), excluded()),
    tuple(line(theme=theme) for theme in "abcabca"),
]


@each("rows", MIXES, ids=["none", "in", "out", "each", "themes"])
def test_figure_counts_and_rows_say_the_same(rows: tuple[SoaRow, ...]) -> None:
    made = context(of(*rows))
    figure = next(block for block in made.blocks if isinstance(block, Figure))
    counts = {str(row[0].value): row for row in tables(made)["Counts by theme"].rows}
    assert [part.name for part in figure.series] == ["Implemented", "Planned", "Excluded"]
    assert [bar.label for bar in figure.bars] == [theme for theme, _ in by_theme(rows)]
    for bar in figure.bars:
        _, total, included, *three = (cell.value for cell in counts[bar.label])
        assert tuple(three) == bar.values
        assert (total, included) == (sum(bar.values), bar.values[0] + bar.values[1])
        assert len(bar.facts) == total
    everything = [cell.value for cell in counts["All themes"][1:]]
    assert everything == [sum(int(str(row[at].value)) for name, row in counts.items() if name != "All themes")
                          for at in range(1, 6)]  # fmt: skip
    assert everything[0] == len(tables(made)["Annex A"].rows) == len(rows)


def test_a_count_holds_each_requirement_once_under_its_status() -> None:
    found = count("all", MIXES[3])
    assert (len(found.implemented), len(found.planned), len(found.excluded)) == (1, 1, 1)
    assert found.total == found.implemented + found.planned + found.excluded
    assert found.included == found.implemented + found.planned


def values(made: Document) -> dict[str, Any]:
    return {item.label: item.cell for b in made.blocks if isinstance(b, KeyValues) for item in b.items}


def test_the_blank_names_the_role_that_signs() -> None:
    made = context(evolve(soa(), approver_role="the managing director"))
    blank = next(block for block in made.blocks if isinstance(block, Blank))
    assert blank.label == "Approval of this Statement of Applicability"
    assert blank.who == "the managing director: name, signature and date"


def test_the_scope_is_said_with_its_version() -> None:
    found = values(context(soa()))
    cell = found["Scope of the ISMS"]
    assert (cell.value, cell.detail) == (
        "Northlight Ledger platform and its operation",
        "Version 3 of 2026-10-02",
    )
    assert found["Prepared by"].value == "Mara Lindqvist, compliance lead"


def test_chapters_stand_in_the_order_of_a_reader() -> None:
    made = context(soa())
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == [
        "Summary",
        "Scope and approval",
        "What is still missing",
        "Controls of the annex",
        "Necessary controls outside the annex",
        "How to read this statement",
    ]


@each("implemented", [True, False])
def test_an_own_control_is_stated_like_the_others(implemented: bool) -> None:
    own = evolve(soa().own[0], implemented=implemented, because=("kept apart",), documented="POL-9 v1")
    table = tables(context(evolve(soa(), own=(own,))))["Own controls"]
    cells = {column.title: cell for column, cell in zip(table.columns, table.rows[0], strict=True)}
    assert cells["Status"].value == ("Implemented" if implemented else "Planned")
    assert cells["Status"].detail == "kept apart"
    assert (cells["Owner"].value, cells["Documented in"].value) == ("Jonas Weber", "POL-9 v1")
    assert (cells["Evidence"].value, cells["Evidence"].facts) == (7, ("TN-01",))


def test_own_controls_are_no_part_of_the_counts_of_the_annex() -> None:
    with_own, without = context(soa()), context(evolve(soa(), own=()))
    assert tables(with_own)["Counts by theme"] == tables(without)["Counts by theme"]
    said = [span.text for block in with_own.blocks if isinstance(block, Paragraph) for span in block.spans]
    assert any("Necessary controls of our own outside the annex: 1." in text for text in said)


def test_every_number_of_the_statement_leads_to_records() -> None:
    places = {item.place: item for item in manifest(context(soa()))}
    for theme in ("Organizational", "People", "Physical", "Technological", "All themes"):
        for title in ("Controls", "Included", "Implemented"):
            found = places[f"Counts by theme / {theme} / {title}"]
            assert found.value == len(found.facts)
    assert places["Own controls / TN-01 / Status"].facts == ("TN-01",)
    assert sum(1 for place in places if place.startswith("Controls of the annex by theme / ")) == 4
