"""A law over many values names each that breaks it, and none is looked at in vain."""

import pytest
from tests.every import every


def test_each_value_that_breaks_the_law_is_named() -> None:
    @every([1, 2, 3, 4], name=lambda value: f"n{value}")
    def even(value: int) -> None:
        assert value % 2 == 0, "odd"

    with pytest.raises(AssertionError, match=r"(?s)^2 of 4\nn1: odd.*\nn3: odd") as found:
        even()
    assert "n2" not in str(found.value)


def test_no_value_is_no_success() -> None:
    @every([])
    def law(value: object) -> None:
        raise NotImplementedError

    with pytest.raises(AssertionError, match=r"^no value to look at"):
        law()
