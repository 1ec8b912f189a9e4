"""Cases that are tried in one test: all of them, and all that fail are told."""

from pathlib import Path

import pytest
from tests.each import each


def test_every_case_is_tried_with_what_the_fixtures_give() -> None:
    seen = []

    @each("a, b", [(1, 2), (3, 4)])
    @each("c", "xy")
    def tried(a: int, b: int, c: str, home: str) -> None:
        seen.append((a, b, c, home))

    tried(home="here")
    assert seen == [(1, 2, "x", "here"), (1, 2, "y", "here"), (3, 4, "x", "here"), (3, 4, "y", "here")]


def test_every_case_has_a_folder_of_its_own(tmp_path: Path) -> None:
    seen = []

    @each("a", "xy")
    @each("b", "xy")
    def tried(a: str, b: str, tmp_path: Path) -> None:
        assert list(tmp_path.iterdir()) == []
        (tmp_path / f"{a}{b}").touch()
        seen.append(tmp_path)

    tried(tmp_path=tmp_path)
    assert len(set(seen)) == 4
    assert sorted(path.name for path in tmp_path.rglob("??")) == ["xx", "xy", "yx", "yy"]


def test_all_that_fail_are_told_by_name() -> None:
    @each("n", [1, pytest.param(2, id="two"), 3, 4], ids=None)
    def tried(n: int) -> None:
        if n == 3:
            pytest.fail("three")
        assert n == 1

    with pytest.raises(BaseExceptionGroup, match="3 of 4 cases") as found:
        tried()
    assert [error.__notes__ for error in found.value.exceptions] == [["case: two"], ["case: 3"], ["case: 4"]]


@pytest.mark.parametrize(("ids", "name"), [(["first"], "case: first"), (lambda n: f"n={n}", "case: n=1")])
def test_a_case_is_called_as_it_is_asked_for(ids: object, name: str) -> None:
    @each("n", [1], ids=ids)  # type: ignore[arg-type]  # either kind
    def tried(n: int) -> None:
        assert n == 0

    with pytest.raises(BaseExceptionGroup) as found:
        tried()
    assert found.value.exceptions[0].__notes__ == [name]


def test_a_test_of_no_case_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="tried: no case is tried"):

        @each("n", ())
        def tried(n: int) -> None:
            raise NotImplementedError


def test_what_is_skipped_is_skipped_and_no_failure() -> None:
    @each("n", [1])
    def tried(n: int) -> None:
        pytest.skip("not here")

    with pytest.raises(pytest.skip.Exception):
        tried()


@each("n", [1, 2])
def test_pytest_gives_it_its_fixtures(n: int, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert n
    assert tmp_path_factory.getbasetemp().is_dir()
