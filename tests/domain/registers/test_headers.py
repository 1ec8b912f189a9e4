"""Headers of spreadsheets that organisations keep, in four languages: each finds the field that it means."""

from tests.domain.registers import headers_auditors, headers_people, headers_system
from tests.domain.registers.records import register
from tests.every import every

from dualtrack.domain.registers.registry import REGISTERS


def fields_named(key: str, header: str) -> list[str]:
    """The fields of a register that go by that header."""
    word = header.casefold()
    return [
        one.name
        for one in register(key).fields
        if word in {one.label.casefold(), one.name.replace("_", " "), *(s.casefold() for s in one.synonyms)}
    ]


KITS = {**headers_system.KITS, **headers_people.KITS, **headers_auditors.KITS}
ROWS = [(key, header, field) for key, headers in KITS.items() for header, field in headers.items()]


@every(ROWS, lambda row: f"{row[0]}: {row[1]}")
def test_a_header_finds_its_field_and_no_other(row: tuple[str, str, str]) -> None:
    """An empty field: the header is not taken for any, so that a person says what it is."""
    key, header, field = row
    assert fields_named(key, header) == ([field] if field else [])


def test_each_register_that_is_kept_in_a_sheet_is_tried() -> None:
    assert not set(headers_system.KITS) & set(headers_people.KITS)
    assert {one.key for one in REGISTERS} - set(KITS) == {
        *("services", "units", "sites", "groups", "processes", "interfaces")
    }
