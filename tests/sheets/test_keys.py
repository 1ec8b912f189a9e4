"""Keys are compared without case, and ids are made after the highest that is taken."""

from dualtrack.sheets.keys import Index, Maker, key_of, repeated, said_key

RECORDS = {
    "AST-002": {"name": "Server", "kind": "box", "tags": ("a",)},
    "ast-9": {"name": "Laptop", "kind": None, "tags": ()},
    "AST-010": {"name": "server", "kind": "cloud", "tags": ()},
}


def test_a_key_has_every_part_or_is_none() -> None:
    values = {"name": "Server", "kind": 3, "tags": ()}
    assert key_of(values, ("name", "kind")) == ("server", "3")
    assert key_of(values, ("name", "tags")) is None
    assert said_key(values, ("name", "kind")) == "Server / 3"


def test_records_are_found_by_key_id_and_content() -> None:
    index = Index(RECORDS, ("name",))
    assert index.of_key(("server",)) == ["AST-002", "AST-010"]
    assert index.of_key(("desk",)) == []
    assert index.of_id("AST-9") == "ast-9"
    assert index.of_content({"name": "server", "kind": "cloud"}) == "AST-010"
    assert index.of_content({"name": "Server", "kind": None}) == "AST-002"
    assert index.of_content({"name": "Server", "tags": ("b",)}) is None


def test_ids_are_made_after_the_highest() -> None:
    maker = Maker("AST", [*RECORDS, "AST-099x", "OTHER-500", "AST-"])
    assert [maker.make(), maker.make()] == ["AST-011", "AST-012"]
    assert Maker("R", []).make() == "R-001"
    assert Maker("R", ["R-999"]).make() == "R-1000"


def test_rows_that_share_a_key_know_each_other() -> None:
    assert repeated({2: ("a",), 3: ("b",), 9: ("a",)}) == {2: (2, 9), 9: (2, 9)}
