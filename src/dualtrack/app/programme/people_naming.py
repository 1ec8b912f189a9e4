"""Who is named by what: anything on record that speaks of a person, or was done by them."""

import re
from collections.abc import Collection, Iterator

from django.db.models import Min
from django.utils.translation import gettext as _

from dualtrack.app.accounts.models import SetupLinkRow, User
from dualtrack.app.ledger.models import Body
from dualtrack.app.ledger.recorded import recorded_type
from dualtrack.app.programme.history_words import kind_text
from dualtrack.app.programme.import_places import named_in_registers
from dualtrack.app.programme.import_steps import key_of
from dualtrack.app.registers.models import TABLES
from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.entry import Entry, parse_line
from dualtrack.domain.registers.field import PEOPLE

_WORDS = re.compile(rb'"(?:person:)?((?:[^"\\]|\\.)*)"')
_OWN = ("person", "person_details", "register_import")
_FEW = 500


def naming(going: Collection[str]) -> dict[str, str]:
    """Of people who are to go those whom something names or who did something, with one that says so each.

    Registers tell by their fields. Of all else the last entry of each object is asked for the id, from the
    first entry about any of these people on: it reads each line once, which taking back alone asks for.
    """
    if not going:
        return {}
    wanted = set(going)
    return _elsewhere(wanted) | named_in_registers(PEOPLE, wanted) | _signing_in(wanted)


def _signing_in(wanted: set[str]) -> dict[str, str]:
    users = User.objects.values_list("pk", flat=True)
    links = SetupLinkRow.objects.values_list("person", flat=True)
    return dict.fromkeys(wanted & {*users, *links}, _("a sign-in"))


def _elsewhere(wanted: set[str]) -> dict[str, str]:
    registers = {recorded_type(table)[0] for table in TABLES.values()}
    spelt = {canonical.dumps(one)[1:-1]: one for one in wanted}
    named: dict[str, set[str]] = {}
    acted: dict[str, str] = {}
    rows = Body.objects.filter(seq__gte=_since(wanted)).order_by("seq").values_list("object", "line")
    for name, line in rows.iterator():
        kind = name.partition("/")[0]
        named.pop(name, None)
        said = {spelt[word] for word in _WORDS.findall(bytes(line)) if word in spelt}
        if not said:
            continue
        entry = parse_line(bytes(line))
        actor = entry.actor.removeprefix("person:")
        if actor in wanted:
            acted[actor] = _called(name)
        if kind not in registers and kind not in _OWN:
            named[name] = said & set(_texts(entry))
    return {one: _called(name) for name, ones in named.items() for one in ones} | acted


def _since(wanted: set[str]) -> int:
    """The position of the first entry about any of these people."""
    names = [f"person/{one}" for one in sorted(wanted)]
    found = [
        Body.objects.filter(object__in=names[at : at + _FEW]).aggregate(first=Min("seq"))["first"]
        for at in range(0, len(names), _FEW)
    ]
    return min((one for one in found if one is not None), default=0)


def _texts(entry: Entry) -> Iterator[str]:
    """Every text in a value but its own id; an actor's without what says that it is a person."""
    stack: list[object] = [value for key, value in (entry.value or {}).items() if key != "id"]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one.removeprefix("person:")
        elif isinstance(one, dict):
            stack.extend(one.values())
        elif isinstance(one, list):
            stack.extend(one)


def _called(name: str) -> str:
    return f"{kind_text(name.partition('/')[0])} {key_of(name)}"
