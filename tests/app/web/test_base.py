"""What every page stands on: days, parts of lists, bars and curves, tones, names, tags, errors, headers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import OperationalError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.test import Client, RequestFactory
from tests.app.web import world as made
from tests.app.web.conftest import As
from tests.each import each

from dualtrack.app.accounts.models import User
from dualtrack.app.accounts.services import AccountError
from dualtrack.app.ledger.blobs import StoreError
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.queries import NotBegunError
from dualtrack.app.programme.words import STATUSES
from dualtrack.app.web.base import errors, frame, viewing
from dualtrack.app.web.base.charts import bar, columns, curve
from dualtrack.app.web.base.listing import part
from dualtrack.app.web.base.middleware import POLICY
from dualtrack.app.web.base.names import name_of
from dualtrack.app.web.base.tones import by_tone, shape_of, tone_of
from dualtrack.app.web.templatetags import dualtrack as tags
from dualtrack.domain.controls.control import Cadence, Operating
from dualtrack.domain.frameworks.crosswalk import Relation
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.ledger.codec import RecordedDataError
from dualtrack.domain.ledger.entry import EntryError
from dualtrack.domain.programme.performance import State
from dualtrack.domain.programme.statuses import Figure
from dualtrack.domain.risks.applicability import Ground

TODAY = date(2026, 3, 2)


@each("text", ["", "2026-03-02"])
def test_no_day_and_today_are_today(text: str) -> None:
    assert viewing.read_day(text, TODAY) == viewing.Asked(day=TODAY)


def test_a_past_day_is_kept_in_links() -> None:
    asked = viewing.read_day("2026-01-15", TODAY)
    assert (asked.past, asked.query, asked.when.as_of) == (True, "?as_of=2026-01-15", date(2026, 1, 15))
    assert viewing.Asked(day=TODAY).query == ""


def test_a_long_nonsense_is_cut_before_it_is_repeated() -> None:
    assert len(viewing.read_day("x" * 5000, TODAY).problem) < 150


@each(
    ("address", "rows", "before", "after"),
    [
        ("/?page=1", [0, 1, 2], None, "?page=2"),
        ("/?page=2&q=a+b", [3, 4, 5], "?q=a+b&page=1", "?q=a+b&page=3"),
        ("/?page=99", [6], "?page=2", None),
        ("/?page=-1", [0, 1, 2], None, "?page=2"),
        ("/?page=²", [0, 1, 2], None, "?page=2"),
    ],
)
def test_a_long_list_comes_in_parts(address: str, rows: list[int], before: str, after: str) -> None:
    found = part(RequestFactory().get(address), range(7), size=3)
    assert (list(found.rows), found.before, found.after) == (rows, before, after)


def test_an_empty_list_has_one_part() -> None:
    found = part(RequestFactory().get("/"), [])
    assert (found.pages, found.number, found.before, found.after) == (1, 1, None, None)


def test_a_bar_fills_its_width_and_leaves_out_what_is_empty() -> None:
    made_of = bar((("soc2", 1), ("both", 0), ("iso27001", Decimal(3))))
    assert [(s.key, s.x, s.width) for s in made_of] == [
        ("soc2", "0.000", "25.000"),
        ("iso27001", "25.000", "75.000"),
    ]
    assert bar((("soc2", 0),)) == ()


def test_a_curve_runs_from_left_to_right_and_from_0_below_to_100_above() -> None:
    days = [date(2026, 1, 1) + timedelta(days=7 * n) for n in range(9)]
    figures = [Figure(as_of=d, frameworks=(("soc2", n * 12, ()),)) for n, d in enumerate(days)]
    drawn = curve(figures)
    line = drawn.lines[0]
    assert line.path.startswith("M0.0 170.0 L")
    assert (line.end, line.end_x) == (96, f"{drawn.right:.1f}")
    assert float(line.end_y) < 20
    assert [day.month for _, day in drawn.months] == [1, 2]


def test_a_framework_that_was_added_has_a_line_from_its_day_on() -> None:
    days = [date(2026, 1, 1) + timedelta(days=7 * n) for n in range(3)]
    soc2 = [("soc2", 10 * n, ()) for n in range(3)]
    figures = [
        Figure(as_of=days[0], frameworks=(("iso27001", 5, ()),)),
        Figure(as_of=days[1], frameworks=(soc2[1], ("iso27001", 6, ()))),
        Figure(as_of=days[2], frameworks=(soc2[2], ("iso27001", 7, ()))),
    ]
    drawn = {line.framework: line for line in curve(figures).lines}
    assert drawn["iso27001"].path.count("L") == 2
    assert drawn["soc2"].path.count("L") == 1
    assert (drawn["soc2"].end, drawn["iso27001"].end) == (20, 7)
    assert drawn["soc2"].path.startswith(f"M{curve(figures).right / 2:.1f} ")


def test_a_curve_of_one_day_is_a_point() -> None:
    drawn = curve([Figure(as_of=TODAY, frameworks=(("soc2", 50, ()),))])
    assert (drawn.lines[0].end_x, drawn.months) == ("0.0", ())


def test_every_status_has_a_tone_and_a_shape_of_its_tone() -> None:
    shapes = {status: (tone_of(status), shape_of(status)) for status in STATUSES}
    assert len({tone for tone, _ in shapes.values()}) == len(set(shapes.values())) == 5
    assert shapes["supported"] != shapes["partly"] != shapes["unsupported"]


def test_counts_of_one_tone_stand_side_by_side() -> None:
    counts = (("supported", 1), ("unsupported", 2), ("included_implemented", 3))
    assert by_tone(counts) == (("supported", 1), ("included_implemented", 3), ("unsupported", 2))


@each("key", [*Cadence, *Operating, *DocumentedBasis, *Ground, *State.__members__])
def test_every_key_that_a_page_shows_has_its_words(key: str) -> None:
    assert "_" not in name_of(key)
    assert name_of(key) != key or key in ("continuous", "weekly", "monthly", "quarterly")


def test_relations_are_read_towards_the_partner() -> None:
    assert {tags.relation(r) for r in Relation} == {name_of(f"relation:{r}") for r in Relation}
    assert tags.relation(Relation.SUPERSET_OF) == "asks for more: holds it"


@each(
    ("fact", "address"),
    [
        ("ev_abc", "/evidence/ev_abc/"),
        ("checks:AC-02:soc2:2026-01-05:run_1", "/controls/AC-02/#checks"),
        ("soc2:CC6.1", "/requirements/soc2/CC6.1/"),
        ("AC-02", "/controls/AC-02/"),
        ("dev_abc", "#deviations"),
        ("soc2", None),
        ("service/svc-export", "/scope/"),
        ("soc2-1", None),
        ("iso27001-0-ncf-2", "/history/nonconformity/iso27001-0-ncf-2/"),
    ],
)
def test_a_fact_leads_to_where_it_is_shown(fact: str, address: str | None) -> None:
    assert tags.fact_url(fact) == address
    assert (f'href="{address}"' in tags.fact(fact)) == (address is not None)


def test_tags_escape_what_people_typed() -> None:
    shown = engines["django"].from_string("{% fact name %} {{ who|who:names }}")
    text = shown.render({"name": "<b>", "who": "person:x", "names": {"x": "<i>Eve</i>"}})
    assert "<b>" not in text
    assert "<i>" not in text


@each(("number", "text"), [(16, "16 B"), (999, "999 B"), (1500, "1.5 kB"), (5 * 10**12, "5000.0 GB")])
def test_sizes_are_for_people(number: int, text: str) -> None:
    assert tags.size(number) == text


@each(
    ("error", "said"),
    [
        (RefusedError("unknown_control", control="XX-1"), "XX-1: no such control"),
        (StoreError("disk_full", "blobs: full; nothing was stored"), "blobs: full; nothing was stored"),
        (AccountError("email_in_use", "a@b.test"), "Somebody signs in with a@b.test already"),
        (NotBegunError(), "This home holds no programme yet"),
        (OperationalError("database is locked"), "Somebody else is writing just now"),
        (OperationalError("database or disk is full"), "The disk is full"),
        (OperationalError("disk I/O error"), "The disk of this server failed."),
        (OperationalError("attempt to write a readonly database"), "The database cannot be written"),
        (OSError(28, "No space left on device"), "the disk is full"),
        (
            EntryError("not JSON"),
            "something that was recorded cannot be read (not JSON): run dualtrack verify",
        ),
        (
            RecordedDataError("no", ("x",)),
            "something that was recorded cannot be read (x: no): run dualtrack v",
        ),
    ],
)
def test_a_known_error_is_one_clear_message_on_the_form(error: Exception, said: str) -> None:
    form = Form({})
    with errors.told(form):
        raise error
    assert said in str(form.non_field_errors())


@each("error", [ValueError("a mistake of ours"), OperationalError("no such column: x")])
def test_an_error_that_nobody_expected_goes_through(error: Exception) -> None:
    with pytest.raises(type(error)), errors.told(Form({})):
        raise error


def test_a_failure_is_a_page_without_a_traceback(
    world: Home, lead: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("dualtrack.app.programme.memo.own", broken)
    lead.raise_request_exception = False
    answer = lead.get("/controls/")
    assert answer.status_code == 500
    assert b"Something went wrong on our side" in answer.content
    assert b"secret detail" not in answer.content
    assert b"Traceback" not in answer.content


def test_a_full_disk_without_a_form_is_a_page(lead: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device", "package.zip")

    monkeypatch.setattr("dualtrack.app.programme.deliverables.packages.make", full)
    answer = lead.post(f"/deliverables/packages/{made.SOC2}/")
    assert answer.status_code == 503
    assert b"the disk is full" in answer.content
    assert b"<h1>This was not done</h1>" in answer.content


def test_every_answer_carries_the_policy_and_is_kept_by_no_cache(lead: Client) -> None:
    for address in ("/", "/nothing/", "/accounts/login/"):
        answer = lead.get(address)
        assert answer.headers["Content-Security-Policy"] == POLICY, address
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Frame-Options"] == "DENY"
    assert "unsafe" not in POLICY


def test_files_of_ours_may_be_cached(lead: Client) -> None:
    answer = lead.get("/static/dualtrack/app.css")
    assert answer.status_code == 200
    assert "max-age=3600" in answer.headers["Cache-Control"]
    answer.close()


def test_colours_are_remembered_and_lead_back(lead: Client) -> None:
    answer = lead.post("/theme/", {"theme": "dark", "back": "/controls/?q=a"})
    assert answer.headers["Location"] == "/controls/?q=a"
    assert 'data-theme="dark"' in lead.get("/").content.decode()
    assert lead.post("/theme/", {"theme": "pink", "back": "//evil.test/"}).headers["Location"] == "/"
    assert 'data-theme="dark"' in lead.get("/").content.decode()


@pytest.mark.parametrize(
    ("person", "labels"),
    [
        (
            "lead",
            [
                *("Today", "Timeline", "Plan", "Advice", "Cost", "Auditors", "Patterns"),
                *("Scope", "Registers", "Risks", "Applicability", "Chain"),
                *("Controls", "Requirements", "Owed", "Evidence", "Crosswalk", "Candidates"),
                *("Deliverables", "Access log", "Integrity"),
            ],
        ),
        (
            "owner",
            [
                *("Today", "Plan", "Registers", "Risks", "Chain"),
                *("Controls", "Owed", "Evidence", "Crosswalk"),
            ],
        ),
        ("service", ["Crosswalk", "Deliverables", "Integrity"]),
    ],
)
def test_each_person_is_led_only_to_pages_that_are_theirs(
    signed_in: As, person: str, labels: list[str]
) -> None:
    shown = signed_in(person).get("/deliverables/" if person == "service" else "/").context["navigation"]
    assert [entry["label"] for _, entries in shown for entry in entries] == labels
    assert all(entries for _, entries in shown), "a group without a page"


def test_a_view_without_its_right_is_not_there(lead: Client, world: Home) -> None:
    @viewing.page("people.manage")
    def view(request: HttpRequest, viewer: object) -> HttpResponse:
        return HttpResponse("in")

    request = RequestFactory().get("/")
    request.user = User.objects.get(pk="lead")
    with pytest.raises(Http404):
        view(request)
    request = RequestFactory().get("/")
    request.user = User.objects.get(pk="admin")
    assert view(request).status_code == 200


def test_pages_of_a_home_without_a_programme_say_so(home: Home) -> None:
    assert Client().get("/nothing/").status_code == 404
    assert frame.theme_of(RequestFactory().get("/")) == "auto"


def test_columns_share_the_width_and_the_highest_fills_the_height() -> None:
    days = [
        (date(2026, 1, 31), []),
        (date(2026, 2, 28), [("good", 1), ("bad", 1)]),
        (date(2026, 3, 2), [("good", 3), ("part", 0), ("bad", 1)]),
    ]
    drawn = columns(days)
    assert [column.total for column in drawn.columns] == [0, 2, 4]
    tones = [[part.tone for part in column.parts] for column in drawn.columns]
    assert tones == [[], ["good", "bad"], ["good", "bad"]]
    heights = [sum(Decimal(part.height) for part in column.parts) for column in drawn.columns]
    assert heights[1] * 2 == heights[2] == drawn.floor - 16
    low, high = drawn.columns[2].parts
    assert Decimal(low.y) + Decimal(low.height) == drawn.floor
    assert Decimal(high.y) + Decimal(high.height) == Decimal(low.y)
    assert all(column.labelled for column in drawn.columns)


def test_of_many_columns_a_dozen_are_labelled_the_last_among_them() -> None:
    drawn = columns([(date(2026, 1, 1) + timedelta(days=n), [("good", 1)]) for n in range(40)]).columns
    assert sum(column.labelled for column in drawn) <= 12
    assert drawn[-1].labelled
    assert columns([]).columns == ()
