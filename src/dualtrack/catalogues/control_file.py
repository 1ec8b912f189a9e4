"""Reads starter controls (TOML): what such an organisation really operates, to be made its own."""

import re
from importlib.resources.abc import Traversable

from attrs import frozen

from dualtrack.catalogues.files import name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import read_toml, tables
from dualtrack.domain.controls.control import Cadence, Control, Operating
from dualtrack.domain.frameworks.catalogue import Catalogue, Category
from dualtrack.domain.frameworks.documented import DocumentedBasis
from dualtrack.domain.frameworks.ids import refusal

_ID = re.compile(r"[A-Z]{2,4}-\d{2,3}")
_HOURS = re.compile(r"\d{1,4}(\.\d{1,2})?")


@frozen(kw_only=True)
class Starter:
    """A control and the SOC 2 categories it is for; without categories it is for everybody."""

    control: Control
    categories: tuple[str, ...]
    file: str


def read_controls(file: Traversable, catalogue: Catalogue) -> tuple[tuple[Starter, ...], tuple[Problem, ...]]:
    """The good controls of a file, and all that is wrong with the others."""
    top, problems = read_toml(file)
    if top is None:
        return (), problems
    name = name_of(file)
    found, missing = tables(top, "control", name)
    wrong = [
        Problem(name, None, key, "unknown field; the file holds [[control]] only") for key in sorted(top)
    ]
    problem_list = [*missing, *(p for p in wrong if p.field != "control")]
    starters: list[Starter] = []
    for position, table in enumerate(found, 1):
        given = table.get("id")
        record = Record(name, given if isinstance(given, str) and given else f"control {position}", table)
        starter = _starter(record, catalogue)
        problem_list += record.problems
        if starter is not None:
            starters.append(starter)
    return tuple(starters), tuple(problem_list)


def _starter(record: Record, catalogue: Catalogue) -> Starter | None:
    control_id = record.text("id")
    title, purpose = record.text("title"), record.text("purpose")
    activity, owner_role = record.text("activity"), record.text("owner_role")
    cadence, operating = record.choice("cadence", Cadence), record.choice("operating", Operating)
    hours, evidence = record.text("effort_hours"), record.texts("evidence")
    basis = record.choice("documented_basis", DocumentedBasis, optional=True)
    categories = record.texts("categories", optional=True)
    if control_id and not _ID.fullmatch(control_id):
        record.refuse("id", f"{control_id} is not a control id; write letters, a hyphen and a number: AC-02")
    if hours and not _HOURS.fullmatch(hours):
        record.refuse("effort_hours", f'{hours} is not a number of hours; write it as text: "1.5"')
    for category in categories:
        if category not in set(Category):
            record.refuse("categories", f"{category} is not one of {', '.join(Category)}")
    written = record.texts("requirements")
    if not written and not any(p.field == "requirements" for p in record.problems):
        record.refuse("requirements", "a control serves at least one requirement; name it")
    unfit = not record.close() or cadence is None or operating is None
    requirements = _known(record, written, catalogue)
    if unfit or cadence is None or operating is None or not requirements:
        return None
    control = Control(
        id=control_id,
        title=title,
        purpose=purpose,
        activity=activity,
        owner_role=owner_role,
        cadence=cadence,
        operating=operating,
        requirements=requirements,
        evidence=evidence,
        effort_hours=hours,
        documented_basis=basis,
    )
    return Starter(control=control, categories=categories, file=record.file)


def _known(record: Record, written: tuple[str, ...], catalogue: Catalogue) -> tuple[str, ...]:
    """The known ids; each unknown one is named, and the control keeps the others."""
    reasons = {one: refusal(one, catalogue) for one in written}
    for reason in filter(None, reasons.values()):
        record.refuse("requirements", reason)
    return tuple(one for one, reason in reasons.items() if reason is None)
