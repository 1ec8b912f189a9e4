"""PostgreSQL alone: what the program refuses to start with, who waits for whom, what is lost on the way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
from tests import databases
from tests.app.ledger.sample.models import GadgetRow
from tests.app.ledger.sample.values import Gadget
from tests.conftest import NOW

from dualtrack.app.ledger import head, lifecycle, startup
from dualtrack.app.ledger.database_address import database
from dualtrack.app.ledger.database_trouble import Trouble, trouble
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError
from dualtrack.app.ledger.models import Leaf
from dualtrack.app.ledger.services import record
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.tree import Frontier

pytestmark = pytest.mark.postgresql


def told() -> list[tuple[str, str]]:
    return [(refusal.code, refusal.message) for refusal in startup.refusals()]


@contextmanager
def led_to(address: str) -> Iterator[None]:
    """This process at another address, and back."""
    before = dict(connections.settings["default"])
    connections["default"].close()
    connections.settings["default"].update(database(address))
    try:
        yield
    finally:
        connections["default"].close()
        connections.settings["default"].update(before)


def test_a_server_as_debian_has_it_is_accepted_and_described(home: Home) -> None:
    assert told() == []
    assert startup.described().startswith("PostgreSQL ")
    assert startup.described().endswith(f", as {databases.postgresql.ROLE}")


def test_a_role_above_the_guards_is_refused(home: Home) -> None:
    role = databases.postgresql.SUPER
    with led_to(databases.server().url(databases.name_of(home.path), role=role)):
        assert (
            "role_too_powerful",
            f"PostgreSQL: the role {role} is a superuser, or may become one; use an ordinary role",
        ) in told()


@pytest.mark.parametrize("setting", ["synchronous_commit", "full_page_writes", "fsync"])
def test_a_server_that_may_lose_what_it_acknowledged_is_refused(
    home: Home, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    real = startup._one
    monkeypatch.setattr(startup, "_one", lambda said: "off" if said == f"SHOW {setting}" else real(said))
    assert told() == [("not_durable", f"PostgreSQL: {setting} is off; turn it on")]


def test_a_table_that_is_not_logged_is_refused(home: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_blobrow SET UNLOGGED")
    assert told() == [
        (
            "not_durable",
            "PostgreSQL: the table ledger_blobrow is not logged; ALTER TABLE ledger_blobrow SET LOGGED",
        )
    ]


def test_text_in_another_order_is_refused_and_put_right_by_preparing_again(home: Home) -> None:
    with connection.cursor() as cursor:
        cursor.execute('ALTER TABLE sample_gadgetrow ALTER COLUMN note TYPE text COLLATE "en-x-icu"')
    assert told() == [
        (
            "other_order",
            "PostgreSQL: text does not compare by code point in sample_gadgetrow; run: dualtrack up",
        )
    ]
    lifecycle.migrate()
    assert told() == []


def test_the_database_of_another_home_is_refused(home: Home, real_home: Home) -> None:
    with led_to(databases.url_of(home.path)):
        assert told() == [
            (
                "another_home",
                f"DATABASE_URL: the database is of the home {home.origin}, this home is {real_home.origin};"
                " give its own",
            )
        ]


def test_a_home_is_not_made_over_a_database_that_holds_something(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = home.path.parent / "second"
    monkeypatch.setattr(databases, "_names", databases._names | {target: databases.name_of(home.path)})
    with pytest.raises(HomeError) as refused:
        lifecycle.build(target, now=NOW)
    assert refused.value.code == "exists"
    assert refused.value.message.endswith("holds a programme already; give an empty one")
    assert not target.exists()


@pytest.mark.parametrize(
    ("name", "part"), [("nobody_made_this", 'database "nobody_made_this" does not exist')]
)
def test_a_database_that_is_not_there_is_a_trouble_with_its_name(home: Home, name: str, part: str) -> None:
    with led_to(databases.server().url(name)), pytest.raises(OperationalError, match=part) as failed:
        head.read()
    assert trouble(failed.value) is Trouble.REFUSED


def test_a_role_that_is_not_known_is_refused_and_not_asked_again(home: Home) -> None:
    address = databases.server().url(databases.name_of(home.path), role="nobody_we_know")
    with led_to(address), pytest.raises(OperationalError, match="nobody_we_know") as failed:
        head.read()
    found = trouble(failed.value)
    assert found is Trouble.REFUSED
    assert not found.passes


def test_a_new_home_gets_no_table_on_a_server_that_is_not_fit(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    server, name = databases.server(), "in_another_encoding"
    server.run(
        f"CREATE DATABASE {name} OWNER {databases.postgresql.ROLE} TEMPLATE template0"
        " ENCODING 'LATIN1' LOCALE 'C' LOCALE_PROVIDER libc"
    )
    target = tmp_path / "second"
    monkeypatch.setitem(databases._names, target, name)
    try:
        with pytest.raises(HomeError) as refused:
            lifecycle.build(target, now=NOW)
        assert (refused.value.code, refused.value.message) == (
            "start_refused",
            "PostgreSQL: the encoding is LATIN1; create the database with UTF8",
        )
        with server.connect(name) as raw:
            (count,) = (
                raw.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() or ()
            )
        assert count == 0
        assert not target.exists()
    finally:
        connections["default"].close()


def test_a_server_that_does_not_answer_is_unreachable(home: Home) -> None:
    with led_to("postgresql://me@127.0.0.1:9/grc"), pytest.raises(OperationalError) as failed:
        head.read()
    assert trouble(failed.value) is Trouble.UNREACHABLE


def test_whoever_waits_for_another_writer_is_told_after_the_time_set(home: Home, alice: Actor) -> None:
    with databases.server().connect(databases.name_of(home.path)) as other, other.transaction():
        other.execute("SELECT * FROM ledger_head FOR UPDATE")
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = 100")
        with pytest.raises(OperationalError) as failed:
            record(Gadget(id="g", note="n"), actor=alice, now=NOW, action="add")
    assert trouble(failed.value) is Trouble.BUSY
    connection.close()
    record(Gadget(id="g", note="n"), actor=alice, now=NOW, action="add")
    assert verify_home()["problems"] == []


def test_a_connection_that_is_cut_loses_nothing_that_was_acknowledged(home: Home, alice: Actor) -> None:
    record(Gadget(id="g", note="n"), actor=alice, now=NOW, action="add")
    name = databases.name_of(home.path)
    databases.server().run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    with pytest.raises(OperationalError) as failed:
        head.read()
    assert trouble(failed.value) is Trouble.LOST
    connection.close()
    assert head.read().size == 1
    assert verify_home()["problems"] == []


def test_writers_at_once_make_one_ledger_without_a_gap(home: Home, alice: Actor) -> None:
    each, writers = 15, 4
    failed: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for one in range(each):
                record(Gadget(id=f"w{number}-{one}", note="n"), actor=alice, now=NOW, action="add")
        except BaseException as error:  # noqa: BLE001 - told in the thread that looks
            failed.append(error)
        finally:
            connections["default"].close()

    threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert list(Leaf.objects.order_by("seq").values_list("seq", flat=True)) == list(range(each * writers))
    leaves = [bytes(h) for h in Leaf.objects.order_by("seq").values_list("hash", flat=True)]
    assert head.read().frontier == Frontier().extend(leaves)
    assert GadgetRow.objects.count() == each * writers
    assert verify_home()["problems"] == []


def test_the_address_of_this_run_is_one_of_postgresql(home: Home) -> None:
    assert connection.vendor == "postgresql"
    assert settings.DUALTRACK.database()["ENGINE"] == "django.db.backends.postgresql"
