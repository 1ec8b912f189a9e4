"""The shape of ids: what is taken in any script, and everything that is not."""

import string
import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.domain.registers.shape import LONGEST, normal, shaped, turns

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@each(
    "written",
    [
        "VND-001",
        "a",
        "7",
        "INC-2026-001",
        "db.prod_eu-1",
        "Übung-3",
        "č.12",
        "资产-1",
        "актив-1",
        "أصل-١",
        "संपत्ति-१",
        "x" * 64,
    ],
)
def test_an_id_in_any_script_is_taken(written: str) -> None:
    assert shaped(written)
    assert normal(written)
    assert not turns(written)


@each(
    "written",
    [
        "",
        " ",
        "x" * 65,
        "A 1",
        "A/1",
        "A\\1",
        "..",
        ".hidden",
        "-1",
        "_x",
        "A:1",
        "A,1",
        "A;1",
        "A'1",
        'A"1',
        "A<b>",
        "A&1",
        "A%20",
        "A?1",
        "A#1",
        "A\n1",
        "A\t1",
        "A\x001",
        "A\u00a01",
        "A\u200b1",
        "½",
        "Ⅳ",
        "€1",
        "🔑1",
        "\u0301a",
    ],
)
def test_anything_else_is_not(written: str) -> None:
    assert not shaped(written)


@each("mark", DIRECTIONS)
def test_each_mark_of_direction_is_seen_and_is_no_part_of_an_id(mark: str) -> None:
    written = f"A{mark}1"
    assert turns(written)
    assert not shaped(written)


def test_letters_taken_apart_are_not_in_normal_form() -> None:
    apart = unicodedata.normalize("NFD", "Übung")
    assert not normal(apart)
    assert normal(unicodedata.normalize("NFC", apart))


@given(st.text(alphabet=string.ascii_letters + string.digits + ".-_", min_size=1, max_size=LONGEST))
def test_of_plain_signs_only_the_first_decides(written: str) -> None:
    assert shaped(written) == written[0].isalnum()


@given(st.text(max_size=80))
def test_whatever_has_the_shape_is_short_and_holds_nothing_that_moves_or_separates(written: str) -> None:
    if shaped(written):
        assert 1 <= len(written) <= LONGEST
        assert not turns(written)
        assert not any(unicodedata.category(one)[0] in "CZSP" and one not in ".-_" for one in written)
        assert not set(written) & set("/\\:?#%&<>\"' ")
