"""Tokens: their form, how long they last, and when they end by themselves."""

from datetime import date, timedelta
from hashlib import sha256

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.ledger.person import INSIDE, OUTSIDE, Role
from dualtrack.domain.ledger.token import (
    Ending,
    Scope,
    Token,
    digest_of,
    ending,
    id_in,
    is_text_of,
    last_day,
    may_own,
    text_of,
)

KEY = "tok_0123456789abcdefghjk"
SECRET = "Zz-_" * 16
TEXT = f"dt_{KEY}_{SECRET}"
MADE, LAST = date(2026, 3, 2), date(2026, 5, 31)
TOKEN = Token(
    id=KEY,
    name="nightly export",
    owner="ada",
    scopes=(Scope.READ,),
    digest=digest_of(TEXT),
    made_on=MADE,
    expires_on=LAST,
)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
ROLES = st.frozensets(st.sampled_from(Role))


def test_everybody_is_either_a_member_or_an_auditor_from_outside() -> None:
    assert set(Role) == INSIDE | OUTSIDE
    assert not INSIDE & OUTSIDE
    assert {Role.SERVICE_AUDITOR, Role.CERTIFICATION_AUDITOR} == OUTSIDE


@each("role", Role)
def test_members_own_tokens_and_outside_auditors_never_do(role: Role) -> None:
    assert may_own({role}) is (role not in OUTSIDE)
    assert not may_own({role, Role.SERVICE_AUDITOR})
    assert not may_own({role, Role.CERTIFICATION_AUDITOR})


def test_who_holds_no_role_owns_none() -> None:
    assert not may_own(())


@each(
    ("changed", "roles", "today", "wanted"),
    [
        ({}, {Role.LEAD}, MADE, None),
        ({}, {Role.LEAD}, LAST, None),
        ({}, {Role.LEAD}, LAST + timedelta(days=1), Ending.EXPIRED),
        ({}, None, MADE, Ending.OWNER_LEFT),
        ({}, set(), MADE, Ending.OWNER_LOST_ROLE),
        ({}, {Role.OWNER, Role.SERVICE_AUDITOR}, MADE, Ending.OWNER_LOST_ROLE),
        ({"revoked_on": MADE, "revoked_by": "person:ada"}, {Role.LEAD}, MADE, Ending.REVOKED),
        ({"revoked_on": MADE}, None, LAST + timedelta(days=9), Ending.REVOKED),
        ({}, None, LAST + timedelta(days=1), Ending.EXPIRED),
    ],
)
def test_a_token_ends_with_its_day_its_owner_or_by_hand(
    changed: dict[str, object], roles: set[Role] | None, today: date, wanted: Ending | None
) -> None:
    assert ending(evolve(TOKEN, **changed), roles=roles, today=today) is wanted


@given(roles=st.none() | ROLES, today=DAYS, later=st.integers(0, 800))
def test_a_token_that_expired_or_was_revoked_never_works_again(
    roles: frozenset[Role] | None, today: date, later: int
) -> None:
    for token in (TOKEN, evolve(TOKEN, revoked_on=MADE)):
        now = ending(token, roles=roles, today=today)
        if now in (Ending.EXPIRED, Ending.REVOKED):
            assert ending(token, roles={Role.ADMIN}, today=today + timedelta(days=later)) is now


@given(roles=ROLES, today=DAYS)
def test_a_token_works_for_members_alone(roles: frozenset[Role], today: date) -> None:
    works = ending(TOKEN, roles=roles, today=today) is None
    assert works is (today <= LAST and may_own(roles))


@given(fewer=ROLES, more=ROLES, today=DAYS)
def test_one_more_role_inside_never_ends_a_token(
    fewer: frozenset[Role], more: frozenset[Role], today: date
) -> None:
    if ending(TOKEN, roles=fewer, today=today) is None:
        assert ending(TOKEN, roles=fewer | (more - OUTSIDE), today=today) is None


@each(
    ("made", "latest"),
    [(date(2026, 3, 2), date(2027, 3, 2)), (date(2028, 2, 29), date(2029, 3, 1))],
)
def test_a_token_lasts_a_year_at_most(made: date, latest: date) -> None:
    assert last_day(made) == latest


def test_the_text_names_the_id() -> None:
    assert text_of(KEY, SECRET) == TEXT
    assert id_in(TEXT) == KEY


@each(
    "text",
    [
        "",
        KEY,
        f"dt_{KEY}",
        f"dt_{KEY}_",
        f"dt_{KEY}_short",
        f"dt_{KEY}_{'x' * 129}",
        f"dt_{KEY}_{SECRET} ",
        f" dt_{KEY}_{SECRET}",
        f"dt_{KEY}_{SECRET}\n",
        f"DT_{KEY}_{SECRET}",
        f"dt_ppl_{'0' * 20}_{SECRET}",
        f"dt_tok_{'0' * 19}_{SECRET}",
        f"dt_tok_{'é' * 20}_{SECRET}",
        f"{KEY}_{SECRET}",
    ],
)
def test_what_has_another_form_names_nothing(text: str) -> None:
    assert id_in(text) is None


@given(st.text(max_size=200))
def test_no_text_is_the_token_s_but_its_own(text: str) -> None:
    assert is_text_of(TOKEN, text) is (text == TEXT)


def test_the_record_holds_the_hash_of_the_text_and_not_the_text() -> None:
    assert TOKEN.digest == sha256(TEXT.encode()).hexdigest()
    assert is_text_of(TOKEN, TEXT)
    assert SECRET not in str(encode(TOKEN))


@each("changed", [{}, {"revoked_on": MADE, "revoked_by": "token:tok_1/by:ada"}])
def test_a_token_is_read_back_as_it_was_recorded(changed: dict[str, object]) -> None:
    token = evolve(TOKEN, **changed)
    assert decode("token", 1, encode(token)) == token
