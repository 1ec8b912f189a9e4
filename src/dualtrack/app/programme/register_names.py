"""What is called how wherever it is named: people, controls, requirements and records of registers."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Q

from dualtrack.app.accounts.models import PersonDetailsRow, PersonRow
from dualtrack.app.accounts.queries import names
from dualtrack.app.controls.models import ControlRow
from dualtrack.app.ledger.queries import last_values
from dualtrack.app.ledger.recorded import Recorded, recorded_type
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.queries import categories, frameworks
from dualtrack.app.registers.models import TABLES
from dualtrack.app.registers.queries import labels
from dualtrack.app.risks.models import RiskRow
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS, Field
from dualtrack.domain.registers.record import Record

Called = Mapping[str, Mapping[str, str]]  # by register key, or people, controls, requirements: name by id
Choices = list[tuple[str, str]]


def called(
    viewer: Viewer, fields: Iterable[Field], records: Iterable[Record], until: datetime | None = None
) -> Called:
    """The names of everything that these fields of some records name: a query for each kind of thing."""
    wanted: dict[str, set[str]] = defaultdict(set)
    held = list(records)
    for one in fields:
        if one.refers:
            for record in held:
                value = getattr(record, one.name)
                wanted[one.refers].update(value if one.many else (value,))
    found: dict[str, Mapping[str, str]] = dict(labels(wanted, until))
    if PEOPLE in wanted:
        found[PEOPLE] = names(viewer, until)
    for key in (CONTROLS, RISKS):
        if key in wanted:
            found[key] = _titles(key, wanted[key], until)
    return found


def _titles(key: str, ids: set[str], until: datetime | None) -> Mapping[str, str]:
    table, name = table_of(key)
    if until is not None:
        held = last_values(recorded_type(table)[0], until)
        return {one.id: getattr(one, name) for one in held if one.id in ids}
    return dict(table.objects.filter(pk__in=ids).values_list("id", name))


def choices(refers: str, held: Iterable[str], *, as_of: date, most: int) -> Choices | None:
    """What a field may name on a day, with what it names already; None for more than `most`."""
    if refers == REQUIREMENTS:
        asked = catalogue().asked(frameworks(as_of), categories(as_of))
        offered = [(one.id, f"{one.id.partition(':')[2]}  {one.title}") for one in asked]
    elif refers == PEOPLE:
        offered = _people(as_of)
    else:
        offered = _records(refers, as_of, most + 1)
    if len(offered) > most:
        return None
    known = {key for key, _ in offered}
    return offered + [(one, one) for one in held if one and one not in known]


def _people(as_of: date) -> Choices:
    there = PersonRow.objects.filter(Q(left_on=None) | Q(left_on__gt=as_of)).values_list("id", flat=True)
    rows = PersonDetailsRow.objects.filter(pk__in=list(there)).values_list("id", "name")
    return sorted(rows, key=lambda one: (one[1].casefold(), one[0]))


def table_of(refers: str) -> tuple[type[Recorded], str]:
    """The table of controls, risks or a register, and the column that holds what its records are called."""
    found: dict[str, tuple[type[Recorded], str]] = {
        CONTROLS: (ControlRow, "title"),
        RISKS: (RiskRow, "title"),
    }
    return found.get(refers) or (TABLES[refers], "name")


def _records(refers: str, as_of: date, limit: int) -> Choices:
    table, name = table_of(refers)
    rows = table.objects.filter(Q(retired_on=None) | Q(retired_on__gt=as_of)).order_by("pk")
    return [(key, f"{key}  {said}") for key, said in rows.values_list("id", name)[:limit]]
