"""Reads starter risks (TOML): scenarios of a cloud software company, to be made its own and rated again."""

import re
from collections.abc import Collection
from importlib.resources.abc import Traversable

from attrs import frozen

from dualtrack.catalogues.files import expand, name_of
from dualtrack.catalogues.problem import Problem
from dualtrack.catalogues.record import Record
from dualtrack.catalogues.toml_file import read_toml, tables
from dualtrack.domain.frameworks.catalogue import Catalogue
from dualtrack.domain.frameworks.ids import refusal
from dualtrack.domain.registers.things import AssetKind
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.risk import Consequences, Lowers, Rating, RiskControl
from dualtrack.domain.risks.risk_faults import rating_faults

_ID = re.compile(r"[A-Z]{2,4}-\d{2,3}")
MOST_STEPS = 4
Problems = tuple[Problem, ...]


@frozen(kw_only=True)
class StarterRisk:
    """A scenario with its typical rating and why, the kinds of assets it is about, and what lowers it."""

    id: str
    title: str
    cause: str
    event: str
    consequence: str
    category: str
    rating: Rating
    why: str
    assets: tuple[AssetKind, ...]
    controls: tuple[RiskControl, ...]
    requirements: tuple[str, ...]
    fraud: bool
    change: bool
    file: str


@frozen(kw_only=True)
class Against:
    """What risks of a file are read against: requirements, starter controls, the scales of a method."""

    catalogue: Catalogue
    controls: Collection[str]
    method: RiskMethod


def read_risk_files(place: Traversable, against: Against) -> tuple[tuple[StarterRisk, ...], Problems]:
    """Every starter risk of a file or folder; of two with one id the first is kept."""
    files, missing = expand((place,), ".toml")
    problems = list(missing)
    found: dict[str, StarterRisk] = {}
    for file in files:
        risks, wrong = read_risks(file, against)
        problems += wrong
        for risk in risks:
            first = found.setdefault(risk.id, risk)
            if first is not risk:
                reason = f"{risk.id} is declared already in {first.file}; the first one is kept"
                problems.append(Problem(risk.file, risk.id, "id", reason))
    return tuple(found.values()), tuple(problems)


def read_risks(file: Traversable, against: Against) -> tuple[tuple[StarterRisk, ...], Problems]:
    """The good risks of a file, and all that is wrong with the others."""
    top, problems = read_toml(file)
    if top is None:
        return (), problems
    name = name_of(file)
    found, missing = tables(top, "risk", name)
    wrong = [*missing]
    wrong += [
        Problem(name, None, key, "unknown field; the file holds [[risk]] only")
        for key in sorted(top)
        if key != "risk"
    ]
    risks: list[StarterRisk] = []
    for position, table in enumerate(found, 1):
        given = table.get("id")
        record = Record(name, given if isinstance(given, str) and given else f"risk {position}", table)
        risk = _risk(record, against)
        wrong += record.problems
        if not record.problems:
            risks.append(risk)
    return tuple(risks), tuple(wrong)


def _risk(record: Record, against: Against) -> StarterRisk:
    risk = StarterRisk(
        id=record.text("id"),
        title=record.text("title"),
        cause=record.text("cause"),
        event=record.text("event"),
        consequence=record.text("consequence"),
        category=record.text("category"),
        rating=_rating(record, against.method),
        why=record.text("why"),
        assets=_assets(record),
        controls=_controls(record, against.controls),
        requirements=record.texts("requirements"),
        fraud=record.flag("fraud"),
        change=record.flag("change"),
        file=record.file,
    )
    if risk.id and not _ID.fullmatch(risk.id):
        record.refuse("id", f"{risk.id} is not a risk id; write letters, a hyphen and a number: SR-02")
    for reason in filter(None, (refusal(one, against.catalogue) for one in risk.requirements)):
        record.refuse("requirements", reason)
    record.close()
    return risk


def _rating(record: Record, method: RiskMethod) -> Rating:
    sides = {
        name: record.number(name, optional=True) for name in ("confidentiality", "integrity", "availability")
    }
    rating = Rating(likelihood=record.number("likelihood"), consequences=Consequences(**sides))
    asked = {p.field for p in record.problems}
    for one in rating_faults("", rating, method):
        field, told = one.field.removeprefix("."), one.told
        if not field:
            record.refuse(
                None, "touches neither confidentiality, integrity nor availability; rate one of them"
            )
        elif field not in asked:
            record.refuse(field, f"{told['score']} is off the scale; write 1 to {told['highest']}")
    return rating


def _assets(record: Record) -> tuple[AssetKind, ...]:
    written = record.texts("assets")
    for one in written:
        if one not in set(AssetKind):
            record.refuse("assets", f"{one} is not one of {', '.join(AssetKind)}")
    return tuple(AssetKind(one) for one in written if one in set(AssetKind))


def _controls(record: Record, known: Collection[str]) -> tuple[RiskControl, ...]:
    parts = record.records("controls")
    links = []
    for one in parts:
        control, lowers, steps = one.text("id"), one.choice("lowers", Lowers), one.number("steps")
        if control and control not in known:
            one.refuse("id", f"{control} is no starter control; name one that is")
        if not any(p.field == "steps" for p in one.problems) and not 1 <= steps <= MOST_STEPS:
            one.refuse("steps", f"{steps} is not a number of steps; write 1 to {MOST_STEPS}")
        if lowers is not None:
            links.append(RiskControl(control=control, lowers=lowers, steps=steps))
    if not parts and not any(p.field == "controls" for p in record.problems):
        record.refuse("controls", "a starter risk is lowered by at least one control; name it")
    record.absorb(parts)
    return tuple(links)
