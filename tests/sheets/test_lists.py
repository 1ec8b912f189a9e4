"""Several values in one cell come apart and go together again without loss."""

from hypothesis import given
from hypothesis import strategies as st
from tests.each import each

from dualtrack.sheets.lists import joined, parted
from dualtrack.sheets.profile import SEPARATORS


@each(
    ("text", "expected"),
    [
        ("a; b;c", ("a", "b", "c")),
        ("a\nb", ("a", "b")),
        (" ;a;; a ;", ("a",)),
        ('"a; b"; c', ("a; b", "c")),
        ('"say ""x"""', ('say "x"',)),
        ('the "old" one; b', ('the "old" one', "b")),
        ('"a" b; c', ('"a" b', "c")),
        ("", ()),
    ],
)
def test_values_come_apart(text: str, expected: tuple[str, ...]) -> None:
    assert parted(text, SEPARATORS) == expected


def test_separators_are_those_of_the_profile() -> None:
    assert parted("a, b; c", (",",)) == ("a", "b; c")
    assert parted("a.+b", (".+",)) == ("a", "b")


VALUE = st.text('ab;"\n, ', min_size=1, max_size=6).filter(lambda text: text == text.strip())


@given(st.lists(VALUE, unique=True, max_size=5), st.sampled_from([SEPARATORS, (",",), ("|", ";")]))
def test_what_is_joined_comes_apart_as_it_was(values: list[str], separators: tuple[str, ...]) -> None:
    assert parted(joined(values, separators), separators) == tuple(values)
