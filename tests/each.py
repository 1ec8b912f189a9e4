"""Many cases of one small test as one test: every case is tried, and each that fails is told by its name.

`pytest.mark.parametrize` costs some five milliseconds a case, whatever the test itself takes: too much for
thousands of cases that need no fixture of their own.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

Test = Callable[..., None]


def each(
    names: str | Sequence[str],
    cases: Iterable[object],
    *,
    ids: Callable[[Any], object] | Iterable[object] | None = None,
) -> Callable[[Test], Test]:
    """As `parametrize`, but with the same fixtures for all cases: whatever one leaves, the next one finds.

    Only the folder of a test, `tmp_path`, is not the same: each case has one of its own below it.
    """
    wanted = [name.strip() for name in names.split(",")] if isinstance(names, str) else list(names)
    told = list(_told(cases, wanted, ids))

    def decorate(test: Test) -> Test:
        assert told, f"{test.__name__}: no case is tried"

        @wraps(test)
        def all_of_them(*args: Any, **fixtures: Any) -> None:
            failed = []
            for number, (name, case) in enumerate(told):
                given = fixtures | _own_folder(fixtures, number) | dict(zip(wanted, case, strict=True))
                try:
                    test(*args, **given)
                except (Exception, pytest.fail.Exception) as error:  # noqa: BLE001 - told below
                    error.add_note(f"case: {name}")
                    failed.append(error)
            if failed:
                raise BaseExceptionGroup(f"{len(failed)} of {len(told)} cases", failed)

        left = [one for one in signature(test).parameters.values() if one.name not in wanted]
        vars(all_of_them)["__signature__"] = signature(test).replace(parameters=left)
        return all_of_them

    return decorate


def _own_folder(fixtures: dict[str, Any], number: int) -> dict[str, Path]:
    """A new folder for a case, where the test has one."""
    if "tmp_path" not in fixtures:
        return {}
    folder = Path(fixtures["tmp_path"], f"case-{number}")
    folder.mkdir()
    return {"tmp_path": folder}


def _told(
    cases: Iterable[object], names: Sequence[str], ids: Callable[[Any], object] | Iterable[object] | None
) -> Iterable[tuple[object, tuple[object, ...]]]:
    """Each case with what it is called."""
    given = None if ids is None or callable(ids) else iter(ids)
    for case in cases:
        values, name = _values(case, len(names))
        if given is not None:
            name = next(given)
        elif callable(ids):
            name = ", ".join(str(ids(value)) for value in values)
        yield name if name is not None else ", ".join(map(repr, values)), values


def _values(case: Any, names: int) -> tuple[tuple[object, ...], object]:
    """The values of a case, and its name where it has one."""
    if isinstance(case, type(pytest.param())):
        return tuple(case.values), case.id
    return (case,) if names == 1 else tuple(case), None
