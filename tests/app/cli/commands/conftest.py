"""Homes of companies that run one of the two already, and the calls that adopt what they run."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.app.conftest import Run, begin_programme
from tests.conftest import NOW
from tests.databases import copied

from dualtrack.app.ledger import clock
from dualtrack.app.ledger.home import Home
from dualtrack.domain.programme.organisation import Profile

Begin = Callable[..., Run]


@pytest.fixture
def begun(
    run: Run,
    example_template: Path,
    tmp_path: Path,
    connect: Callable[[Path], Home],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Begin]:
    """A home of a profile, at nine o'clock on 2 March 2026."""

    here = connect(copied(example_template, tmp_path / "home"))

    def begin(profile: Profile, **changed: Any) -> Run:
        begin_programme(profile=profile, start=date(2025, 12, 1), **changed)

        def call(*arguments: object) -> Any:
            monkeypatch.setenv("DUALTRACK_HOME", str(here.path))
            return run(*arguments)

        return call

    with clock.use(NOW):
        yield begin


@pytest.fixture
def mature(begun: Begin) -> Run:
    """A company with a SOC 2 report that adds ISO 27001."""
    return begun(Profile.ADD_ISO27001)


@pytest.fixture
def isms(begun: Begin) -> Run:
    """A company with a certificate that adds SOC 2."""
    return begun(Profile.ADD_SOC2)
