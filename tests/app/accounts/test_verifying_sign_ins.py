"""What lets somebody in and was altered behind the program's back is named by table and key, nothing else."""

import pytest
from django.contrib.auth.hashers import make_password
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.app.conftest import PEOPLE, TODAY
from tests.conftest import NOW

from dualtrack.app.accounts import links, sign_ins
from dualtrack.app.accounts.models import PersonRow, SetupLinkRow, SignInRow
from dualtrack.app.accounts.services import add_person, leave
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.verify import verify_home
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.person import Role
from dualtrack.domain.ledger.sign_in import commitment

ADA = Actor("person:ada", "ui")
PASSWORD = "correct horse battery"


def told() -> list[tuple[str, str, str]]:
    """Item, kind and words of every problem."""
    problems = verify_home()["problems"]
    assert isinstance(problems, list)
    return [(one["item"], one["kind"], one["detail"]) for one in problems]


def sql(statement: str, *values: object) -> None:
    """Behind the program's back."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def gone(person: str) -> None:
    """Somebody leaves."""
    leave(actor=ADA, now=NOW, today=TODAY, person=person, on=TODAY)


def test_a_planted_password_is_named(programme: Home) -> None:
    sql("UPDATE accounts_user SET password = %s WHERE id = 'sam'", make_password("mine"))
    assert told() == [("accounts_user/sam", "changed", "its password is not the one on record")]


def test_a_planted_password_of_somebody_who_has_none_is_named(programme: Home) -> None:
    new = add_person(actor=ADA, now=NOW, name="New", email=" New@Acme.Example ", roles=[Role.OWNER])
    assert told() == []
    sql("UPDATE accounts_user SET password = %s WHERE id = %s", make_password("mine"), new.id)
    assert told() == [(f"accounts_user/{new.id}", "changed", "its password is not the one on record")]


def test_a_leaver_who_was_let_in_again_is_named(programme: Home) -> None:
    gone("bob")
    assert told() == []
    sql("UPDATE accounts_user SET is_active = %s WHERE id = 'bob'", True)
    why = "it is active, and the record says that this person signs in no more"
    assert told() == [("accounts_user/bob", "changed", why)]


def test_a_person_who_was_shut_out_is_named(programme: Home) -> None:
    sql("UPDATE accounts_user SET is_active = %s WHERE id = 'bob'", False)
    why = "it is not active, and the record says that this person signs in"
    assert told() == [("accounts_user/bob", "changed", why)]


def test_another_address_and_another_password_are_told_together(programme: Home) -> None:
    sql("UPDATE accounts_user SET email = 'mallory@evil.example', password = 'x' WHERE id = 'charlie'")
    why = "its email is not the address on record; its password is not the one on record"
    assert told() == [("accounts_user/charlie", "changed", why)]


def test_a_sign_in_under_another_address_is_named(programme: Home) -> None:
    sql("UPDATE accounts_user SET email = 'mallory@evil.example' WHERE id = 'charlie'")
    assert told() == [("accounts_user/charlie", "changed", "its email is not the address on record")]


def test_a_sign_in_that_was_taken_away_is_named(programme: Home) -> None:
    seq = SignInRow.objects.get(pk="ivy").seq
    sql("DELETE FROM accounts_user WHERE id = 'ivy'")
    why = f"entry {seq} says that this person has a sign-in"
    assert told() == [("accounts_user/ivy", "missing", why)]


def plant(person: str) -> None:
    """A sign-in that nobody recorded."""
    sql(
        "INSERT INTO accounts_user (id, password, email, is_active) VALUES (%s, 'x', %s, %s)",
        person,
        f"{person}@evil.example",
        True,
    )


def test_a_sign_in_of_nobody_is_named(programme: Home) -> None:
    plant("mallory")
    assert told() == [("accounts_user/mallory", "extra", "signs in a person who is not on record")]


def test_a_sign_in_of_somebody_who_has_none_is_named(programme: Home) -> None:
    gone("bob")
    sign_ins.forget(actor=ADA, now=NOW, person="bob")
    assert told() == []
    plant("bob")
    assert told() == [("accounts_user/bob", "extra", "no entry says that this person signs in")]


def test_who_alters_what_is_on_record_as_well_is_named_by_that(programme: Home) -> None:
    planted = make_password("mine")
    sql("UPDATE accounts_user SET password = %s WHERE id = 'sam'", planted)
    sql("UPDATE accounts_signinrow SET password = %s WHERE id = 'sam'", commitment(planted))
    seq = SignInRow.objects.get(pk="sam").seq
    assert told() == [("accounts_signinrow/sam", "changed", f"differs from entry {seq}: password")]


def test_no_row_on_record_is_taken_away_to_blind_the_check(programme: Home) -> None:
    rows = dict(SignInRow.objects.order_by("pk").values_list("pk", "seq"))
    sql("DELETE FROM accounts_signinrow")
    sql("UPDATE accounts_user SET password = 'x'")
    assert sorted(rows) == sorted(PEOPLE)
    assert sorted(told()) == [
        (f"accounts_signinrow/{person}", "missing", f"entry {seq} says that this row exists")
        for person, seq in rows.items()
    ]


def test_a_planted_link_is_named(programme: Home) -> None:
    sql(
        "INSERT INTO accounts_setuplinkrow (id, seq, recorded_at, person, expires_at)"
        " VALUES ('d', 1, '2026-03-02 09:00:00', 'sam', '2026-03-03 00:00:00')"
    )
    assert told() == [("accounts_setuplinkrow/d", "extra", "no entry says that this row exists")]


def test_a_link_that_lives_longer_or_is_gone_is_named(programme: Home) -> None:
    links.make_password_token(actor=ADA, now=NOW, person="sam")
    key, seq = SetupLinkRow.objects.values_list("pk", "seq").get()
    sql("UPDATE accounts_setuplinkrow SET expires_at = '2026-03-11 09:00:00'")
    assert told() == [(f"accounts_setuplinkrow/{key}", "changed", f"differs from entry {seq}: expires_at")]
    sql("DELETE FROM accounts_setuplinkrow")
    why = f"entry {seq} says that this row exists"
    assert told() == [(f"accounts_setuplinkrow/{key}", "missing", why)]


@pytest.mark.parametrize(
    ("statement", "item"),
    [
        (
            "INSERT INTO accounts_setuptoken (digest, expires_at, person)"
            " VALUES ('d', '2026-03-03 00:00:00', 'sam')",
            "accounts_setuptoken/d",
        ),
        (
            'INSERT INTO account_emailaddress (id, email, verified, "primary", user_id)'
            " VALUES (7, 'mallory@evil.example', true, true, 'sam')",
            "account_emailaddress/7",
        ),
    ],
)
def test_a_row_of_a_table_that_is_not_used_is_named(programme: Home, statement: str, item: str) -> None:
    sql(statement)
    assert told() == [(item, "extra", "the program keeps no such row")]


def test_an_altered_address_on_record_is_named_and_the_sign_in_is_not(programme: Home) -> None:
    sql("UPDATE accounts_persondetailsrow SET email = 'x@evil.example' WHERE id = 'charlie'")
    assert [one[:2] for one in told()] == [("accounts_persondetailsrow/charlie", "changed")]


def test_a_person_taken_from_the_record_is_named_and_the_sign_in_is_not(programme: Home) -> None:
    sql("DELETE FROM accounts_personrow WHERE id = 'charlie'")
    assert [one[:2] for one in told()] == [("accounts_personrow/charlie", "missing")]


def test_as_many_queries_for_many_people_as_for_few(programme: Home) -> None:

    counts = []
    for number in range(2):
        with CaptureQueriesContext(connection) as seen:
            assert told() == []
        counts.append(len(seen))
        for one in range(3):
            email = f"n{number}{one}@acme.example"
            add_person(actor=ADA, now=NOW, name="New", email=email, roles=[Role.OWNER])
    assert PersonRow.objects.count() == len(PEOPLE) + 6
    assert counts[0] == counts[1]
