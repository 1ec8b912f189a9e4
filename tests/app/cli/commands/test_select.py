"""`dualtrack select`: the smallest set as people and scripts read it, what changes, and every wrong call."""

from typing import Any

import pytest
from tests.app.conftest import Run

from dualtrack.catalogues.loader import load_catalogue, load_controls
from dualtrack.domain.frameworks.catalogue import Category

BOTH = ("select", "--framework", "soc2", "--framework", "iso27001")
CATALOGUE = load_catalogue().catalogue
LIBRARY = {c.id: c for c in load_controls(tuple(Category))[0]}
CATEGORIES = "security, availability, confidentiality, processing_integrity, privacy"
A_6_9 = (
    "A.6.9 is not a requirement of ISO/IEC 27001, ISO/IEC 42001, SOC 2 Trust Services Criteria;"
    " A.6 holds A.6.1 to A.6.8 in ISO/IEC 27001; A.6 holds A.6.1.2 to A.6.2.8 in ISO/IEC 42001"
)


def test_the_document(run: Run) -> None:
    done = run(*BOTH, "--category", "availability", "--json")
    assert (done.code, done.err) == (0, "")
    told = done.json
    assert list(told) == [
        "frameworks", "categories", "wanted", "hours_a_year", "bound", "controls", "unreachable", "curve",
        "further", "changes",
    ]  # fmt: skip
    assert (told["frameworks"], told["categories"]) == (["soc2", "iso27001"], ["availability"])
    assert len(told["wanted"]) == 33 + 3 + 123
    assert told["bound"] == len(told["controls"])
    assert told["unreachable"] == told["changes"] == []
    assert {k: list(v) for k, v in (("controls", told["controls"][0]), ("further", told["further"][0]))} == {
        "controls": ["id", "title", "hours_a_year", "why", "serves", "alone", "only", "saves", "owed"],
        "further": ["id", "title", "hours_a_year", "serves", "second"],
    }
    assert list(told["curve"][0]) == ["controls", "reached", "bound"]


def test_the_set_reaches_what_it_says_and_each_control_has_its_reason(run: Run) -> None:
    told = run(*BOTH, "--json").json
    inside = {c["id"] for c in told["controls"]}
    assert {r for i in inside for r in LIBRARY[i].requirements} >= set(told["wanted"])
    for control in told["controls"]:
        assert set(control["serves"]) == set(LIBRARY[control["id"]].requirements) & set(told["wanted"])
        others = {r for i in inside - {control["id"]} for r in LIBRARY[i].requirements}
        assert set(control["alone"]) == set(control["serves"]) - others
        assert (control["saves"] is None) is (control["why"] == "only_one")
        assert control["only"] if control["why"] == "only_one" else control["alone"]
    assert not inside & {f["id"] for f in told["further"]}
    assert told["curve"][-1] == {"controls": len(inside), "reached": 156, "bound": 156}


def test_controls_of_a_category_that_is_not_chosen_are_left_alone(run: Run) -> None:
    told = run(*BOTH, "--json").json
    assert not [c for c in (*told["controls"], *told["further"]) if c["id"].startswith("PR-")]


def test_owed_is_what_one_framework_asks_beyond_the_other(run: Run) -> None:
    told = run(*BOTH, "--json").json
    owed = [(c, o) for c in told["controls"] for o in c["owed"]]
    assert owed
    for control, one in owed:
        assert one["requirement"] in control["serves"]
        assert set(one["beyond"]) <= set(control["serves"])
        framework = CATALOGUE.framework(one["requirement"].partition(":")[0])
        assert framework is not None
        assert one["delta"] in framework.delta_vocabulary
    alone = run("select", "--framework", "soc2", "--json").json
    assert all(c["owed"] == [] for c in alone["controls"])  # beyond nothing that is asked for


def test_single_requirements(run: Run) -> None:
    told = run("select", "--requirement", "soc2:CC6.2", "--requirement", "iso27001:A.5.18", "--json").json
    assert [c["id"] for c in told["controls"]] == ["AC-02"]
    assert told["controls"][0]["saves"] == {"controls": 0, "hours_a_year": "32"}


def test_a_category_alone_means_its_framework(run: Run) -> None:
    told = run("select", "--category", "privacy", "--category", "security", "--json").json
    assert (told["frameworks"], told["categories"], len(told["wanted"])) == (["soc2"], ["privacy"], 51)


def test_what_nothing_serves_is_named_with_the_nearest_control(run: Run) -> None:
    told = run(*BOTH, "--framework", "iso42001", "--json").json
    assert {u["requirement"].partition(":")[0] for u in told["unreachable"]} == {"iso42001"}
    assert len(told["unreachable"]) == 70
    near = next(u["nearest"] for u in told["unreachable"] if u["requirement"] == "iso42001:9.2.2")
    assert list(near) == ["control", "covered", "by", "owed"]
    assert set(near["by"]) <= set(LIBRARY[near["control"]].requirements)
    assert {u["nearest"] is None for u in told["unreachable"]} == {True, False}


def test_an_excluded_control_is_named_where_it_is_missed(run: Run) -> None:
    told = run("select", "--requirement", "soc2:CC3.3", "--exclude", "RSK-04", "--json").json
    assert [(u["requirement"], u["excluded"]) for u in told["unreachable"]] == [("soc2:CC3.3", ["RSK-04"])]
    shown = run("select", "--requirement", "soc2:CC3.3", "--exclude", "RSK-04").out
    assert "excluded: RSK-04" in shown


def test_an_included_control_is_in_and_says_so(run: Run) -> None:
    told = run("select", "--requirement", "soc2:CC3.3", "--include", "AC-02", "--json").json
    assert [(c["id"], c["why"]) for c in told["controls"]] == [("AC-02", "chosen"), ("RSK-04", "only_one")]
    assert told["controls"][0]["saves"] == {"controls": -1, "hours_a_year": "-16"}
    shown = run("select", "--requirement", "soc2:CC3.3", "--include", "AC-02").out
    assert "included by the call; without it: controls -1, hours a year -16" in shown


def change(run: Run, *call: str) -> dict[str, Any]:
    """The one change of a call."""
    (found,) = run(*call, "--json").json["changes"]
    assert list(found) == [
        "change", "value", "wanted_more", "wanted_no_more", "stay", "come", "go", "hours_a_year", "fresh",
        "unreachable",
    ]  # fmt: skip
    return dict(found)


def test_dropping_a_category_lets_its_controls_go(run: Run) -> None:
    found = change(run, *BOTH, "--category", "privacy", "--drop-category", "privacy")
    assert (found["change"], found["value"]) == ("drop_category", "privacy")
    assert (len(found["wanted_more"]), len(found["wanted_no_more"])) == (0, 18)
    assert {c for c in found["go"] if c.startswith("PR-")} == {
        f"PR-{n:02}" for n in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11)
    }
    assert found["fresh"] == len(run(*BOTH, "--json").json["controls"])


def test_adding_a_framework_says_what_comes(run: Run) -> None:
    found = change(run, "select", "--framework", "iso27001", "--add-framework", "soc2")
    assert (found["change"], len(found["wanted_more"]), found["go"]) == ("add_framework", 33, [])
    assert found["come"]
    assert found["fresh"] <= len(found["stay"]) + len(found["come"])


def test_each_change_is_tried_by_itself(run: Run) -> None:
    call = ("select", "--category", "privacy", "--category", "availability")
    changes = run(
        *call,
        "--drop-category",
        "privacy",
        "--drop-category",
        "availability",
        "--add-framework",
        "iso42001",
        "--json",
    ).json["changes"]
    assert [len(c["wanted_no_more"]) for c in changes] == [18, 3, 0]
    assert len(changes[2]["unreachable"]) == len(changes[2]["wanted_more"]) == 70


def test_the_same_call_gives_the_same_bytes(run: Run) -> None:
    assert run(*BOTH, "--json").out == run(*BOTH, "--json").out


def test_what_a_person_reads(run: Run) -> None:
    done = run(*BOTH, "--add-framework", "iso42001")
    lines = done.out.splitlines()
    assert lines[0] == "asked for: SOC 2 Trust Services Criteria (security), ISO/IEC 27001: 156 requirements"
    count = len(run(*BOTH, "--json").json["controls"])
    assert lines[1].startswith(f"smallest set: {count} controls, ")
    assert lines[1].endswith(f"; shown: none of fewer than {count} reaches as much")
    assert lines[2] == "reached: 156"
    assert lines[3].startswith("on the way: half of it takes ")
    assert lines[3].endswith(f", all {count}")
    assert lines[6].split()[:2] == ["control", "title"]
    assert any(
        line.startswith("RSK-04 ") and line.endswith("nothing else in the library serves soc2:CC3.3")
        for line in lines
    )
    assert f"with iso42001: 70 requirements more, 0 fewer; {count} controls stay, 0 come, 0 go" in done.out
    assert (
        "by no control of the library: 70 (iso42001:4.1, iso42001:4.2, iso42001:4.3 and 67 more)" in done.out
    )
    assert done.err == (
        "Reached means that a control is meant for it: no status follows, and one may not be enough.\n"
    )
    assert "would be a second control for" not in done.out


def test_details_show_the_curve_and_the_controls_outside(run: Run) -> None:
    told = run(*BOTH, "--json").json
    out = run(*BOTH, "--details").out
    assert "controls  each adds  reached at most" in out
    assert f"1         {told['curve'][0]['reached']}" in out
    rows = out.partition("would be a second control for")[2].strip().splitlines()
    assert {row.split()[0] for row in rows} == {f["id"] for f in told["further"]}


def test_where_no_control_serves_anything_there_is_no_table(run: Run) -> None:
    done = run("select", "--framework", "iso42001")
    assert done.code == 0
    assert done.out.splitlines()[:2] == [
        "asked for: ISO/IEC 42001: 70 requirements",
        "reached: 0; by no control of the library: 70",
    ]
    assert run("select", "--framework", "iso42001", "--details").code == 0


WRONG: list[tuple[str, str, str, str | None, str | None]] = [
    (
        "",
        "nothing_chosen",
        "nothing is chosen; give --framework (of: iso27001, iso42001, soc2), --category or --requirement",
        None,
        None,
    ),
    (
        "--framework hipaa",
        "unknown_framework",
        "--framework hipaa: no such framework; expected of: iso27001, iso42001, soc2",
        "hipaa",
        "framework",
    ),
    (
        "--framework soc2 --add-framework hipaa",
        "unknown_framework",
        "--add-framework hipaa: no such framework; expected of: iso27001, iso42001, soc2",
        "hipaa",
        "add_framework",
    ),
    (
        "--category safety",
        "unknown_category",
        f"--category safety: no such category; expected of: {CATEGORIES}",
        "safety",
        "category",
    ),
    (
        "--framework soc2 --drop-category safety",
        "unknown_category",
        f"--drop-category safety: no such category; expected of: {CATEGORIES}",
        "safety",
        "drop_category",
    ),
    (
        "--framework iso27001 --category privacy",
        "category_of_no_chosen_framework",
        "--category privacy: iso27001 is not chosen by category; add --framework soc2",
        "privacy",
        "category",
    ),
    ("--requirement A.6.9", "unknown_requirement", f"--requirement {A_6_9}", "A.6.9", "requirement"),
    (
        "--requirement soc2:CC8.2",
        "unknown_requirement",
        "--requirement soc2:CC8.2: SOC 2 Trust Services Criteria 2017 has no CC8.2; CC8 holds CC8.1",
        "soc2:CC8.2",
        "requirement",
    ),
    (
        "--requirement CC8.2",
        "unknown_requirement",
        "--requirement CC8.2 is not a requirement of ISO/IEC 27001, ISO/IEC 42001, SOC 2 Trust Services"
        " Criteria; CC8 holds CC8.1",
        "CC8.2",
        "requirement",
    ),
    (
        "--requirement CC8.1",
        "unknown_requirement",
        "--requirement CC8.1 lacks its framework; write soc2:CC8.1",
        "CC8.1",
        "requirement",
    ),
    (
        "--framework soc2 --drop-category security",
        "category_always_examined",
        "--drop-category security: cannot be dropped; its criteria are part of every examination",
        "security",
        "drop_category",
    ),
    (
        "--framework soc2 --drop-category privacy",
        "dropped_category_not_chosen",
        "--drop-category privacy: is not chosen, so that it cannot be dropped; chosen: none but security",
        "privacy",
        "drop_category",
    ),
    (
        "--framework soc2 --add-framework soc2",
        "added_framework_chosen",
        "--add-framework soc2: is chosen already; leave one of the two out",
        "soc2",
        "add_framework",
    ),
    (
        "--framework soc2 --include XX-01",
        "unknown_control",
        "--include XX-01: the starter library has no such control; --details lists those it has",
        "XX-01",
        "include",
    ),
    (
        "--framework soc2 --exclude PR-01",
        "unknown_control",
        "--exclude PR-01: is kept for a category that is not chosen; add it with --category",
        "PR-01",
        "exclude",
    ),
    (
        "--framework soc2 --include AC-01 --exclude AC-01",
        "control_included_and_excluded",
        "AC-01: is both included and excluded; give one of the two",
        "AC-01",
        "include",
    ),
    (
        "--framework hipaa --category safety --requirement soc2:CC8.2",
        "unknown_framework",
        "--framework hipaa: no such framework; expected of: iso27001, iso42001, soc2;"
        f" --category safety: no such category; expected of: {CATEGORIES};"
        " --requirement soc2:CC8.2: SOC 2 Trust Services Criteria 2017 has no CC8.2; CC8 holds CC8.1",
        "hipaa",
        "framework",
    ),
]


@pytest.mark.parametrize(("call", "code", "words", "record", "field"), WRONG, ids=[w[0] for w in WRONG])
def test_a_wrong_call(
    run: Run, call: str, code: str, words: str, record: str | None, field: str | None
) -> None:
    done = run("select", *call.split(), "--json")
    assert done.code == 2
    told = done.error
    assert (told["code"], told["message"]) == (code, words)
    assert (told["record"], told["field"]) == (record, field)
    assert done.err == f"dualtrack: {words}\n"
