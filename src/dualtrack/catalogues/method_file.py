"""Reads a starter risk method (TOML), one a file: scales with their criteria, bands, acceptance line."""

from importlib.resources.abc import Traversable
from pathlib import PurePath

from dualtrack.catalogues.files import expand, name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import read_toml
from dualtrack.domain.risks.fault import Fault
from dualtrack.domain.risks.method import Band, Making, RiskMethod, Step
from dualtrack.domain.risks.method_faults import method_faults

Problems = tuple[Problem, ...]
PREPARED_BY = "system:starter"


def read_method(file: Traversable) -> tuple[RiskMethod | None, Problems]:
    """The method of a file as a first draft, or all that is wrong with it."""
    top, problems = read_toml(file)
    if top is None:
        return None, problems
    record = Record(name_of(file), PurePath(file.name).stem, top)
    making = record.choice("making", Making)
    method = RiskMethod(
        id=record.name,
        version=1,
        name=record.text("name"),
        likelihood=_steps(record, "likelihood"),
        consequence=_steps(record, "consequence"),
        making=making or Making.PRODUCT,
        matrix=record.grid("matrix"),
        bands=_bands(record),
        acceptable=record.number("acceptable"),
        prepared_by=PREPARED_BY,
    )
    if record.close():
        for one in method_faults(method):
            record.refuse(one.field, told(one))
    return (None if record.problems else method), tuple(record.problems)


def read_methods(place: Traversable) -> tuple[tuple[RiskMethod, ...], Problems]:
    """The methods of a file or folder."""
    files, missing = expand((place,), ".toml")
    read = [read_method(file) for file in files]
    found = tuple(method for method, _ in read if method is not None)
    return found, (*missing, *(p for _, problems in read for p in problems))


def told(one: Fault) -> str:
    """A fault in plain words: its code, and what it is about."""
    about = ", ".join(f"{name} {value}" for name, value in one.params)
    said = one.code.replace("_", " ")
    return f"{said} ({about})" if about else said


def _steps(record: Record, field: str) -> tuple[Step, ...]:
    parts = record.records(field)
    steps = tuple(
        Step(number=one.number("number"), name=one.text("name"), criteria=one.text("criteria"))
        for one in parts
    )
    record.absorb(parts)
    return steps


def _bands(record: Record) -> tuple[Band, ...]:
    parts = record.records("band")
    bands = tuple(
        Band(
            id=one.text("id"),
            name=one.text("name"),
            lowest=one.number("lowest"),
            highest=one.number("highest"),
            accepted_by=one.optional_text("accepted_by") or "",
            review_months=one.number("review_months"),
        )
        for one in parts
    )
    record.absorb(parts)
    return bands
