"""The how-to page tells a witness what the tests run."""

import re
from pathlib import Path

from tests.authorities import WITNESS

PAGE = Path(__file__).parents[3] / "docs/how-to/anchor-the-ledger.md"


def test_the_printed_recipe_is_the_one_that_is_tried() -> None:
    found = re.search(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found
    assert f"\nset -eu\n{found.group(1)}" == WITNESS
