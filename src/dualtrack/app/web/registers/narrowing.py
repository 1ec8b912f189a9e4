"""What a list of records is narrowed and ordered by, as the address says it."""

from attrs import frozen
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from dualtrack.app.accounts.rights import may
from dualtrack.app.programme.importable import place_of
from dualtrack.app.programme.register_findings import offered
from dualtrack.app.registers.queries import Asked, visible
from dualtrack.app.web.base.viewing import today_of
from dualtrack.app.web.registers.showing import word_text
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import PEOPLE, RISKS, Field, FieldKind
from dualtrack.domain.registers.people_sheet import PEOPLE_SHEET
from dualtrack.domain.registers.register import Register

_UNORDERED = (FieldKind.LONG, FieldKind.AMOUNT)


@frozen(kw_only=True)
class Narrowing:
    """One choice field with its words, and which is chosen."""

    field: Field
    words: tuple[tuple[str, str], ...]
    chosen: str


def register_for(viewer: Viewer, key: str) -> Register:
    """The register at that address, if this programme keeps it and the viewer sees any of it."""
    found = next((one for one in offered() if one.key == key), None)
    if found is None or not visible(viewer, found):
        raise Http404
    return found


def sheet_for(request: HttpRequest, viewer: Viewer, key: str) -> Register:
    """What a sheet at that address fills: a register, people, or risks by the method in force."""
    if key == PEOPLE:
        if not may(viewer, "registers.import"):
            raise Http404
        return PEOPLE_SHEET
    if key != RISKS:
        return register_for(viewer, key)
    if not may(viewer, "risks.edit"):
        raise Http404
    return place_of(key, today_of(request)).register


def asked_for(request: HttpRequest, register: Register) -> Asked:
    """What the address asks for; what makes no sense is left out."""
    get = request.GET
    orders = {one.name for one in register.fields if ordered(one)}
    order = get.get("order", "id")
    return Asked(
        words=get.get("q", "").strip()[:100],
        choices={one.name: get[one.name] for one in _choices(register) if get.get(one.name, "") in one.words},
        retired=get.get("retired") == "1",
        order=order if order in orders else "id",
    )


def narrowings(register: Register, asked: Asked) -> tuple[Narrowing, ...]:
    """The choice fields of the register."""
    return tuple(
        Narrowing(
            field=one,
            words=(("", _("all")), *((word, word_text(word)) for word in one.words)),
            chosen=asked.choices.get(one.name, ""),
        )
        for one in _choices(register)
    )


def ordered(field: Field) -> bool:
    """True for a field that a list can be ordered by: one value that compares as it reads."""
    return not field.many and field.kind not in _UNORDERED


def _choices(register: Register) -> tuple[Field, ...]:
    return tuple(one for one in register.fields if one.kind is FieldKind.CHOICE and not one.many)
