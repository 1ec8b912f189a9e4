"""Values of records as a page shows them: words, days, and names that lead to what they name."""

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen
from django.urls import reverse
from django.utils.dateformat import format as day_text
from django.utils.translation import gettext as _

from dualtrack.app.programme.register_names import Called
from dualtrack.app.web.templatetags.dualtrack import requirement_url
from dualtrack.domain.registers.field import CONTROLS, PEOPLE, REQUIREMENTS, RISKS, Field, FieldKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.registry import by_key


@frozen
class Piece:
    """One value: what is read, and where it leads."""

    text: str
    url: str = ""


@frozen(kw_only=True)
class Shown:
    """One field of a record with its values."""

    field: Field
    pieces: tuple[Piece, ...]

    @property
    def long(self) -> bool:
        """True for paragraphs."""
        return self.field.kind is FieldKind.LONG


@frozen
class Showing:
    """Values of many records on one page; linked where the reader may follow.

    A page names few owners and kinds many times: what a value looks like is worked out once.
    """

    names: Called
    linked: bool
    query: str = ""
    _made: dict[tuple[str, object], Shown] = field(factory=dict, init=False, repr=False, eq=False)

    def shown(self, field: Field, record: Record) -> Shown:
        """The values of one field of a record."""
        value = getattr(record, field.name)
        key = (field.name, value)
        made = self._made.get(key)
        if made is None:
            held = value if isinstance(value, tuple) else () if value in (None, "") else (value,)
            pieces = tuple(_piece(field, one, self.names, self.linked, self.query) for one in held)
            made = self._made[key] = Shown(field=field, pieces=pieces)
        return made


def _piece(field: Field, one: object, names: Called, linked: bool, query: str) -> Piece:
    if field.kind is FieldKind.REFERENCE:
        key = str(one)
        if field.refers == REQUIREMENTS:
            url = requirement_url(key)
            return Piece(key.partition(":")[2] or key, url + query if linked else "")
        url = url_of(field.refers, key)
        return Piece(names.get(field.refers, {}).get(key, key), url + query if linked and url else "")
    if isinstance(one, bool):
        return Piece(_("yes") if one else _("no"))
    if isinstance(one, date):
        return Piece(day_text(one, "j M Y"))
    return Piece(word_text(str(one)) if field.kind is FieldKind.CHOICE else str(one))


def word_text(word: str) -> str:
    """A word of a closed list as people read it."""
    return _(word.replace("_", " "))


def url_of(refers: str, key: str) -> str:
    """Where a record of a register, a person, a control or a requirement is shown; empty where nowhere."""
    if refers == PEOPLE:
        return reverse("registers.person", args=[key])
    if refers == CONTROLS:
        return reverse("controls.one", args=[key])
    if refers == RISKS:
        return reverse("risks.one", args=[key])
    if refers == REQUIREMENTS:
        return requirement_url(key)
    return "" if by_key(refers) is None else reverse("registers.one", args=[refers, key])


def columns(fields: Iterable[Field], names: Iterable[str]) -> tuple[Field, ...]:
    """The fields of these names, in this order."""
    held: Mapping[str, Field] = {one.name: one for one in fields}
    return tuple(held[name] for name in names)
