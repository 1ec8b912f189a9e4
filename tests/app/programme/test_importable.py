"""Which place a kind of import leads to."""

import pytest
from tests.app.conftest import TODAY, Run
from tests.app.risks.keeping import approved_method
from tests.conftest import NOW

from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.refusals import RefusedError
from dualtrack.app.programme.importable import place_of
from dualtrack.domain.registers.registry import REGISTERS


def test_every_register_is_a_place_and_so_are_the_risks(programme: Home) -> None:
    approved_method(NOW)
    for register in REGISTERS:
        assert place_of(register.key, TODAY).register == register
    assert place_of("risks", TODAY).register.key == "risks"


def test_risks_need_a_method_in_force(
    programme: Home, cli: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(RefusedError, match="no_method_is_approved"):
        place_of("risks", TODAY)
    file = tmp_path_factory.mktemp("sheets") / "risks.csv"
    file.write_text("ID,Title\nR-1,A\n")
    done = cli("import", "risks", file)
    assert done.code == 2
    assert "no risk method is approved; draft one, and have somebody else approve it" in done.err
    assert cli("risks", "list", "--format", "csv", "--out", file.with_name("out.csv")).code == 2


def test_what_is_no_place_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError, match="mappings: nothing is imported under this name"):
        place_of("mappings", TODAY)
