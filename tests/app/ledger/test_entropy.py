"""Ids and salts are random, and repeatable in an example alone."""

import re

import pytest

from dualtrack.app.ledger import entropy
from dualtrack.app.ledger.home import Home


def test_ids_have_one_form_and_never_repeat() -> None:
    ids = {entropy.new_id("ev") for _ in range(200)}
    assert len(ids) == 200
    assert all(re.fullmatch(r"ev_[0-9a-hjkmnp-tv-z]{20}", found) for found in ids)


def test_a_salt_is_sixteen_bytes() -> None:
    assert re.fullmatch(r"[0-9a-f]{32}", entropy.salt())
    assert entropy.salt() != entropy.salt()


def test_an_example_repeats(home: Home) -> None:
    def some() -> list[str]:
        with entropy.seeded("seed", home):
            return [entropy.new_id("a"), entropy.salt(), entropy.new_id("a")]

    assert some() == some()
    assert len(set(some())) == 3
    with entropy.seeded("other", home):
        assert entropy.new_id("a") != some()[0]


def test_a_real_home_refuses_a_seed(real_home: Home) -> None:
    with pytest.raises(entropy.SeedRefusedError, match="only an example home may have repeatable ids"):
        entropy.seeded("seed", real_home).__enter__()


def test_keys_are_random_except_an_example_s() -> None:
    assert entropy.key_seed(example=True) == entropy.key_seed(example=True)
    assert entropy.key_seed(example=False) != entropy.key_seed(example=False)
    assert len(entropy.key_seed(example=True)) == 32
    assert len(entropy.secret()) >= 64
