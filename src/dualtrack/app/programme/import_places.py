"""Where an import writes: a register, or the register of risks; one road leads to each of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, cast

from attrs import frozen

from dualtrack.app.programme.import_steps import row_steps
from dualtrack.app.programme.registering import check
from dualtrack.app.registers import queries, services
from dualtrack.app.registers.models import TABLES
from dualtrack.app.scope.models import ScopeVersionRow
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import type_of
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.registers.values import Value, values_of
from dualtrack.sheets.outcome import Refusal
from dualtrack.sheets.undo import Undo
from dualtrack.sheets.values import Records


@frozen(kw_only=True)
class Writing:
    """Who writes, when and why."""

    actor: Actor
    now: datetime
    reason: str


class Place(Protocol):
    """A collection of records that a sheet may fill: how it is read, checked, written and taken back."""

    @property
    def register(self) -> Register:
        """The fields of the sheet, with their words."""

    @property
    def whole(self) -> bool:
        """True where an import is taken back as a whole or not at all."""

    def held(self, viewer: Viewer) -> Mapping[str, Record]:
        """The records as a sheet holds them, by id."""

    def steps(self, made: RegisterImport) -> Undo:
        """What an import wrote here, and what stood there before."""

    def standing(self, held: Mapping[str, Record]) -> Records:
        """What the records hold now, as the steps hold it."""

    def check(self, records: Sequence[Record], today: date, going: Collection[str] = ()) -> Sequence[Refusal]:
        """What the rules say against these records together, once those with the ids `going` are gone."""

    def write(self, records: Sequence[Record], made: RegisterImport, by: Writing) -> None:
        """Write the records and then the import, all or none."""

    def take_back(
        self, remove: Sequence[str], restore: Sequence[Record], made: RegisterImport, by: Writing
    ) -> None:
        """Remove and restore records, and write that the import is undone, all or none."""

    def naming(self, going: set[str]) -> dict[str, str]:
        """Of records that are to go those that something names which stays, with one that names each."""


@frozen
class RegisterPlace:
    """One of the registers."""

    register: Register

    whole = False

    @property
    def kind(self) -> str:
        """The ledger's name of its records."""
        return type_of(object.__new__(self.register.cls))[0]

    def held(self, viewer: Viewer) -> Mapping[str, Record]:
        """Every record."""
        return {one.id: one for one in queries.every(viewer, self.register)}

    def values(self, recorded: object) -> dict[str, Value]:
        """A record as it is."""
        return values_of(cast("Record", recorded))

    def steps(self, made: RegisterImport) -> Undo:
        """A record a row."""
        return row_steps(self.kind, self.values, made)

    def standing(self, held: Mapping[str, Record]) -> Records:
        """The records as they are."""
        return {key: values_of(one) for key, one in held.items()}

    def check(self, records: Sequence[Record], today: date, going: Collection[str] = ()) -> Sequence[Refusal]:
        """The rules of the register; nothing that returns names what came after it."""
        del going
        return check(self.register, records, today=today)

    def write(self, records: Sequence[Record], made: RegisterImport, by: Writing) -> None:
        """One entry a record."""
        services.put_import(actor=by.actor, now=by.now, records=records, made=made, reason=by.reason)

    def take_back(
        self, remove: Sequence[str], restore: Sequence[Record], made: RegisterImport, by: Writing
    ) -> None:
        """One entry a record."""
        services.take_back(
            actor=by.actor,
            now=by.now,
            register=self.register,
            remove=remove,
            restore=restore,
            made=made,
            reason=by.reason,
        )

    def naming(self, going: set[str]) -> dict[str, str]:
        """Records of registers and scopes."""
        return dict(_named_in_scopes(self.kind, going)) | named_in_registers(self.register.key, going)


def named_in_registers(key: str, going: set[str]) -> dict[str, str]:
    """Of things of one kind that are to go those that a record names which stays."""
    found: dict[str, str] = {}
    for other in REGISTERS if going else ():
        fields = [one for one in other.references if one.refers == key]
        rows = TABLES[other.key].objects.values_list("id", *(one.name for one in fields)) if fields else ()
        for record, *values in rows:
            stays = other.key != key or record not in going
            named = {one for value in values for one in (value if isinstance(value, list) else [value])}
            found |= {one: f"{other.title}, {record}" for one in named & going if stays}
    return found


def _named_in_scopes(kind: str, going: set[str]) -> Iterator[tuple[str, str]]:
    for row in ScopeVersionRow.objects.order_by("pk") if going else ():
        version = row.to_value()
        for name in [one.thing for one in (*version.members, *version.exclusions)]:
            of, _, key = name.partition("/")
            if of == kind and key in going:
                yield key, version.id
