"""Files and functions stay small enough to be read at once."""

from statistics import median

import pytest
from tests.architecture.sources import length, modules
from tests.each import each

LONGEST_FILE = 400
LONGEST_FUNCTION = 60
MEDIAN_FILE = 90
MEDIAN_FUNCTION = 9


@each("folder", ["src", "tests", "benchmarks"])
def test_no_file_wants_splitting(folder: str) -> None:
    long = {module.name: module.lines for module in modules(folder) if module.lines > LONGEST_FILE}
    assert not long, f"over {LONGEST_FILE} lines: {long}"


@each("folder", ["src", "tests", "benchmarks"])
def test_no_function_wants_splitting(folder: str) -> None:
    long = {
        f"{module.name}:{function.lineno} {function.name}": length(function)
        for module in modules(folder)
        for function in module.functions()
        if length(function) > LONGEST_FUNCTION
    }
    assert not long, f"over {LONGEST_FUNCTION} lines: {long}"


def test_the_median_file_is_short() -> None:
    sizes = [module.lines for module in modules("src") if module.path.name != "__init__.py"]
    assert median(sizes) <= MEDIAN_FILE


def test_the_median_function_is_short() -> None:
    sizes = [length(function) for module in modules("src") for function in module.functions()]
    assert median(sizes) <= MEDIAN_FUNCTION


def test_there_is_as_much_test_as_source(capsys: pytest.CaptureFixture[str]) -> None:
    """Lines of test for a line of source, blank lines not counted; 1.4 is wanted."""
    source, test = (
        sum(bool(line.strip()) for module in modules(folder) for line in module.text.splitlines())
        for folder in ("src", "tests")
    )
    with capsys.disabled():
        print(f"\n{test} lines of test for {source} lines of source: {test / source:.2f} (1.4 wanted)")  # noqa: T201 - the figure is what is asked for
    assert test / source >= 1.0, f"only {test / source:.2f} lines of test for a line of source"
