"""Why each Annex A control is necessary, from the records of a day: risks, law, contracts, criteria."""

from datetime import date, datetime
from typing import Any

from attrs import frozen
from django.db.models import Q

from dualtrack.app.ledger.queries import values
from dualtrack.app.programme.queries import When, past
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks.queries import register
from dualtrack.domain.ledger.person import program
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.registers.context import LegalRequirement
from dualtrack.domain.registers.customers import Commitment
from dualtrack.domain.registers.things import AssetKind, SiteKind
from dualtrack.domain.risks.exclusions import Does, Doing
from dualtrack.domain.risks.grounds import Duty, Grounds, grounds

DUTIES = ("legal", "commitments")  # the registers of what is owed to others
_FEW = 5


@frozen(kw_only=True)
class Why:
    """The grounds of a day and what the organisation does on it."""

    grounds: Grounds
    doing: Doing


def why(programme: Programme, when: When) -> Why:
    """Both, of what is known of a day: a fixed number of queries."""
    day, until = when.as_of, past(when)
    in_use = [c for c in programme.controls if c.retired_on is None or c.retired_on > day]
    risks = register(program("statement"), until).live(day)
    criteria = [r.id for r in programme.requirements_on(day) if r.framework == "soc2"]
    return Why(grounds=grounds(in_use, risks, duties(day, until), criteria), doing=doing(day, until))


def duties(day: date, until: datetime | None) -> tuple[Duty, ...]:
    """What law, contracts and commitments asked for on a day."""
    return tuple(_duty(record) for key in DUTIES for record in there(key, day, until))


def _duty(record: LegalRequirement | Commitment) -> Duty:
    requirements = record.requirements if isinstance(record, Commitment) else ()
    return Duty(id=record.id, name=record.name, controls=record.controls, requirements=requirements)


# What shows that the organisation does something: of which register which value of which field.
_SHOWN: tuple[tuple[Does, str, str, object], ...] = (
    (Does.BUYS, "vendors", "", None),
    (Does.CLOUD, "assets", "kind", AssetKind.CLOUD_ACCOUNT),
    (Does.DEVELOPS, "assets", "kind", AssetKind.CODE),
    (Does.DEVICES, "assets", "kind", AssetKind.DEVICE),
    (Does.PERSONAL, "assets", "personal_data", True),
    (Does.PERSONAL, "vendors", "personal_data", True),
    (Does.OFFICES, "sites", "kind", SiteKind.OFFICE),
    (Does.OFFICES, "sites", "kind", SiteKind.DATA_CENTRE),
    (Does.REMOTE, "sites", "kind", SiteKind.HOME),
    (Does.EMPLOYS, "groups", "", None),
    (Does.RUNS, "services", "customers", True),
)


def doing(day: date, until: datetime | None) -> Doing:
    """What the records of a day show, each fact by a few ids: one query a fact."""
    found: dict[Does, tuple[str, ...]] = {}
    for does, key, field, value in _SHOWN:
        found[does] = (*found.get(does, ()), *_ids(key, day, until, {field: value} if field else {}))
    return Doing(facts={does: ids[:_FEW] for does, ids in found.items() if ids})


def _ids(key: str, day: date, until: datetime | None, asked: dict[str, object]) -> tuple[str, ...]:
    """A few records that say so, by id."""
    if until is None:
        rows = TABLES[key].objects.filter(Q(retired_on=None) | Q(retired_on__gt=day), **asked)
        return tuple(rows.order_by("pk").values_list("id", flat=True)[:_FEW])
    found = (r for r in there(key, day, until) if all(getattr(r, f) == v for f, v in asked.items()))
    return tuple(record.id for record in found)[:_FEW]


def there(key: str, day: date, until: datetime | None) -> list[Any]:
    """The records of a register that stand in it on the day, as known now or by an instant."""
    return [value for value in values(TABLES[key], until) if value.there(day)]
