"""What the record says of sign-ins commits to a password without telling it, and is compared in words."""

from datetime import UTC, datetime

import pytest

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.ledger.sign_in import NONE, SetupLink, SignIn, commitment, faults, link_of

KEPT = "scrypt$16384$salt$8$5$hash"
ON_RECORD = SignIn(id="ada", password=commitment(KEPT), active=True)
CLOSED = SignIn(id="ada", password=None, active=False)
OTHER = "its password is not the one on record"
IN = "it is active, and the record says that this person signs in no more"
OUT = "it is not active, and the record says that this person signs in"


def test_another_password_salt_or_work_factor_is_another_commitment() -> None:
    others = ("scrypt$16384$salt$8$5$hasi", "scrypt$16384$sale$8$5$hash", "scrypt$16385$salt$8$5$hash", "")
    assert len({commitment(one) for one in (KEPT, *others)}) == 5
    assert KEPT not in str(encode(ON_RECORD))
    assert len(commitment(KEPT) or "") == 64


@pytest.mark.parametrize("kept", [NONE, "!and any words behind it"])
def test_where_no_password_was_chosen_none_is_on_record(kept: str) -> None:
    assert commitment(kept) is None


@pytest.mark.parametrize(
    ("held", "kept", "active", "said"),
    [
        (ON_RECORD, KEPT, True, ()),
        (CLOSED, NONE, False, ()),
        (ON_RECORD, "x", True, (OTHER,)),
        (ON_RECORD, NONE, True, (OTHER,)),
        (CLOSED, KEPT, False, (OTHER,)),
        (CLOSED, NONE, True, (IN,)),
        (ON_RECORD, KEPT, False, (OUT,)),
        (CLOSED, KEPT, True, (OTHER, IN)),
    ],
)
def test_what_differs_is_told(held: SignIn, kept: str, active: bool, said: tuple[str, ...]) -> None:
    assert faults(held, kept=kept, active=active) == said


def test_both_are_recorded_types() -> None:
    link = SetupLink(id=link_of("text"), person="", expires_at=datetime(2026, 3, 2, tzinfo=UTC))
    assert decode("setup_link", 1, encode(link)) == link
    assert decode("sign_in", 1, encode(CLOSED)) == CLOSED
