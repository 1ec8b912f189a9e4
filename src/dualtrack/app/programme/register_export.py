"""A register as a file that imports back: CSV, or a workbook that says what it is."""

from collections.abc import Sequence
from datetime import date, datetime

from dualtrack.catalogues import blocks as b
from dualtrack.domain.programme.organisation import Organisation
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.values import values_of
from dualtrack.sheets.out import as_csv, as_table

FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def exported(
    register: Register,
    records: Sequence[Record],
    kind: str,
    *,
    organisation: Organisation,
    as_of: date,
    created: datetime,
) -> bytes:
    """The records as a file of that kind."""
    values = {one.id: values_of(one) for one in records}
    if kind == "csv":
        return as_csv(values, register.fields).encode()
    from dualtrack.render import xlsx  # noqa: PLC0415 - heavy, and needed for this alone

    table = as_table(register.title, values, register.fields)
    return xlsx.render(
        b.Document(
            name=register.key,
            title=register.title,
            subtitle=register.purpose,
            organisation=organisation.name,
            example=organisation.example,
            version="1",
            dated=as_of,
            classification="Internal",
            status=b.Status.DRAFT,
            blocks=(table,),
        ),
        created=created.replace(microsecond=0),
    )
