"""Lines of a Statement of Applicability as spreadsheets have them."""

from typing import Any

from tests.each import each

from dualtrack.domain.audits.soa_list import ListedSoaRow, annex_id, soa_row


@each("written", ["A.5.1", "a 5.1", "A5.1", "iso27001:A.5.1"])
def test_an_annex_a_control_is_known_as_people_write_it(written: str) -> None:
    assert annex_id(written) == "iso27001:A.5.1"


def test_what_has_another_shape_stays_as_it_came() -> None:
    assert annex_id("A.5.1 and more") == "A.5.1 and more"


def line(**fields: Any) -> ListedSoaRow:
    """One line."""
    plain: dict[str, Any] = {"id": "A.7.4", "name": "A.7.4", "included": True}
    return ListedSoaRow(**(plain | fields))


def test_one_column_of_reasons_serves_both() -> None:
    out = soa_row(line(included=False, justification="No building is ours"))
    assert (out.included, out.exclusion, out.justification) == (False, "No building is ours", "")


def test_two_columns_are_read_apart() -> None:
    held = line(justification="Risk", exclusion="No building", implemented=True)
    assert soa_row(held).justification == "Risk"
    assert soa_row(held).exclusion == ""
    assert (
        soa_row(line(included=False, justification="Risk", exclusion="No building")).exclusion
        == "No building"
    )
