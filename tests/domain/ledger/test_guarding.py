"""The entry of guards that were put back."""

from dualtrack.domain.ledger.codec import decode, encode
from dualtrack.domain.ledger.guarding import GuardRepair


def test_it_is_kept_by_names_and_read_again() -> None:
    repair = GuardRepair(id="guard_1", names=("ledger_body_update_guard", "ledger_leaf_delete_guard"))
    data = encode(repair)
    assert data == {"id": "guard_1", "names": ["ledger_body_update_guard", "ledger_leaf_delete_guard"]}
    assert decode("guard_repair", 1, data) == repair
