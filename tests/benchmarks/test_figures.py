"""What the process benchmarks print: each figure with its limit, its reach and whether it got there."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.processes import Cost, Served
from tests.each import each

from benchmarks import __main__ as runner
from benchmarks import (
    first_page,
    import_assets,
    make_run,
    register_list,
    scope_pages,
    simulate_plan,
    status_cold,
)

WANTED = {
    "assess",
    "first_page",
    "import_assets",
    "ledger_append",
    "make_run",
    "read_prowler",
    "reduce_lake",
    "register_index",
    "register_list",
    "scope_pages",
    "simulate_plan",
    "smallest_set",
    "soa_document",
    "status_cold",
}


def test_every_benchmark_of_the_design_is_run() -> None:
    assert set(runner.names()) >= WANTED


def test_a_status_is_judged_by_its_middle_run() -> None:
    ours = [Cost(1.0, 0.8), Cost(9.0, 0.7), Cost(1.2, 0.9)]
    limit = [Cost(1.0, 0.5), Cost(0.5, 0.4), Cost(7.0, 0.6)]
    assert status_cold.figures("here", ours, limit) == [
        "status cold, here, beside django.setup(), clock: 1.200 s, 1.20x of 1.000 s (reach 1.5x): reached",
        "status cold, here, beside django.setup(), CPU: 0.800 s, 1.60x of 0.500 s (reach 1.5x): MISSED",
    ]


@each(("memory", "verdict"), [(200.0, "reached"), (201.0, "MISSED")])
def test_memory_stands_beside_its_own_reach(memory: float, verdict: str) -> None:
    mine, limit = Served(Cost(1.3, 1.2), memory, 2), Served(Cost(1.0, 1.0), 70.0, 2)
    clock, cpu, held = first_page.figures([mine], [limit])
    assert clock.endswith("clock: 1.300 s, 1.30x of 1.000 s (reach 1.3x): reached")
    assert cpu.endswith("CPU: 1.200 s, 1.20x of 1.000 s (reach 1.3x): reached")
    assert held == (
        f"idle memory of all 2 processes (PSS): {memory:.0f} MB (reach 200 MB): {verdict};"
        " Django with sign-in alone 70 MB"
    )


@each(("seconds", "verdict"), [(5.0, "reached"), (5.1, "MISSED")])
def test_make_run_has_the_clock_for_a_limit(seconds: float, verdict: str) -> None:
    assert make_run.figure("again", seconds, 5) == f"make run, again: {seconds} s (reach 5 s): {verdict}"


@each(("seconds", "verdict"), [(5.0, "reached"), (5.1, "MISSED")])
def test_a_simulation_is_held_to_seconds_of_one_core(seconds: float, verdict: str) -> None:
    assert simulate_plan.figure(seconds, 0.1, 120, 20) == (
        f"10,000 runs of 120 tasks and 20 lines of cost, CPU: {seconds:.2f} s (reach 5 s): {verdict};"
        " drawing alone 0.10 s"
    )


def test_the_simulation_that_is_measured_is_of_both_audits_with_their_costs() -> None:
    net, lines = simulate_plan.question()
    assert len(net.nodes) > 115
    assert {one.tag.value for one in lines} == {"shared", "soc2", "iso27001", "iso42001"}
    assert any(one.hours for one in lines)
    assert any(one.months for one in lines)


def test_an_import_is_held_to_its_rows(tmp_path: Path) -> None:
    assert import_assets.figures(Cost(2.0, 1.6, 150.0), Cost(22.0, 24.0, 900.0)) == [
        "import of 50,000 assets, CPU, beside ten times 5,000: "
        "24.000 s, 1.50x of 16.000 s (reach 1.3x): MISSED",
        "  by the clock 22.0 s and 2.0 s; at most 900 MB and 150 MB",
    ]
    lines = import_assets.sheet(tmp_path / "two.csv", 2).read_text("utf-8").splitlines()
    assert lines == [
        "Id,Name,Kind,Notes",
        "A-0,database 0,infrastructure,row 0",
        "A-1,خادم قاعدة البيانات 1,infrastructure,row 1",
    ]


def test_a_list_is_held_to_its_time_and_to_the_queries_of_a_short_one() -> None:
    few = dict.fromkeys(register_list.PAGES, (0.02, 9))
    many = few | {"first part": (0.05, 9), "searched": (0.1, 10)}
    told = register_list.figures(few, many)
    assert len(told) == 2 * len(register_list.PAGES)
    assert told[:2] == [
        "list of 50,000 assets, first part: 0.050 s, 2.50x of 0.020 s (reach 2.0x): MISSED",
        "  queries: 9, with 500 assets 9 (reach: no more): reached",
    ]
    assert told[-2:] == [
        "list of 50,000 assets, searched: 0.100 s, 5.00x of 0.020 s (reach 5.0x): reached",
        "  queries: 10, with 500 assets 9 (reach: no more): MISSED",
    ]


def test_scope_pages_are_held_to_seconds_and_to_the_queries_of_a_few() -> None:
    few = dict.fromkeys(scope_pages.PAGES, (0.02, 30))
    told = scope_pages.figures(few, few | {"both sets and drift": (5.5, 31)})
    assert len(told) == 2 * len(scope_pages.PAGES)
    assert told[:3] == [
        "scope at 50,000 assets, both sets and drift: 5.500 s, 1.10x of 5.000 s (reach 1.0x): MISSED",
        "  queries: 31, with 250 assets 30 (reach: no more): MISSED",
        "scope at 50,000 assets, last part of the drift: 0.020 s, 0.00x of 5.000 s (reach 1.0x): reached",
    ]


def test_the_site_beside_ours_has_sign_in_and_none_of_our_pages() -> None:
    bare = importlib.import_module("benchmarks.bare_site")
    ours = [name for name in bare.INSTALLED_APPS if name.startswith("dualtrack.")]
    assert ours == ["dualtrack.app.ledger", "dualtrack.app.accounts"]
    assert {"allauth.account", "django.contrib.sessions"} <= set(bare.INSTALLED_APPS)
    assert not any(name.startswith("dualtrack.") for name in bare.MIDDLEWARE)
    assert bare.AUTH_USER_MODEL == "accounts.User"


def test_that_site_answers_its_sign_in_page(tmp_path: Path) -> None:
    asked = (
        "import django; django.setup()\n"
        "from django.test import Client\n"
        "reply = Client().get('/accounts/login/', headers={'host': 'localhost'})\n"
        "assert reply.status_code == 200 and b'</html>' in reply.content.lower(), reply\n"
    )
    settings = {
        "DJANGO_SETTINGS_MODULE": "benchmarks.bare_site",
        "DUALTRACK_HOME": str(tmp_path),
        "DUALTRACK_SECRET_KEY": "only for this test",
    }
    subprocess.run([sys.executable, "-c", asked], env={**os.environ, **settings}, check=True)
