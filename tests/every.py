"""One law over many values as one test that names every value which breaks it.

For laws over thousands of shipped rows: `pytest.mark.parametrize` would make a test of each, which costs more
than the law itself.
"""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

T = TypeVar("T")


def every(
    values: Iterable[T], name: Callable[[T], str] = str
) -> Callable[[Callable[[T], Any]], Callable[[], None]]:
    """Make a test of one value the test of all; it fails with the names of those that broke it."""
    held = list(values)

    def wrap(law: Callable[[T], Any]) -> Callable[[], None]:
        def test() -> None:
            assert held, "no value to look at"
            broken = []
            for value in held:
                try:
                    law(value)
                except AssertionError as error:
                    broken.append(f"{name(value)}: {error}")
            assert not broken, "\n".join([f"{len(broken)} of {len(held)}", *broken])

        test.__name__, test.__doc__, test.__module__ = law.__name__, law.__doc__, law.__module__
        return test

    return wrap
