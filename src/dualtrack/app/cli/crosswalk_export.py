"""The crosswalk as a file in one of its forms; each form is read back as the same pairs."""

from collections.abc import Sequence
from datetime import date, datetime

from attrs import frozen

from dualtrack.app.cli.output import json_text
from dualtrack.catalogues.crosswalk_file import csv_of
from dualtrack.catalogues.crosswalk_rows import plain_of
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.crosswalk import Mapping

FORMATS = ("csv", "json", "oscal", "xlsx")


@frozen(kw_only=True)
class Of:
    """Whose crosswalk it is and when it is written."""

    organisation: str
    example: bool
    day: date
    now: datetime


def content(pairs: Sequence[Mapping], wanted: str, catalogue: Catalogue, of: Of) -> bytes:
    """The bytes of the file; a workbook and an OSCAL file carry the time that is given."""
    if wanted == "csv":
        return csv_of(pairs).encode()
    if wanted == "xlsx":
        return _workbook(pairs, catalogue, of)
    if wanted == "oscal":
        from dualtrack.catalogues.oscal.mappings_out import mapping_collection  # noqa: PLC0415 - only for it

        return json_text(mapping_collection(pairs, catalogue, of.now)).encode()
    return json_text({"mappings": [plain_of(m) for m in pairs]}).encode()


def _workbook(pairs: Sequence[Mapping], catalogue: Catalogue, of: Of) -> bytes:
    from dualtrack.documents.crosswalk.context import CrosswalkInput, context  # noqa: PLC0415 - only for it
    from dualtrack.render.formats import render  # noqa: PLC0415 - only for it

    given = CrosswalkInput(
        organisation=of.organisation,
        example=of.example,
        dated=of.day,
        version="1",
        classification="Internal",
        pairs=tuple(pairs),
        names={f.key: f.name for f in catalogue.frameworks},
    )
    return render(context(given), "xlsx", created=of.now.replace(microsecond=0))
