"""The register of risks as a place that a sheet may fill: each rating that changes is a run of assessing."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import cast

from attrs import frozen

from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.import_places import Writing, named_in_registers
from dualtrack.app.programme.import_steps import row_steps
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks import importing
from dualtrack.app.risks.models import RiskAcceptanceRow, RiskRow, TreatmentActionRow
from dualtrack.app.risks.queries import register as held_risks
from dualtrack.app.risks.registering import known_ids
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.registers.field import RISKS
from dualtrack.domain.registers.imported import RegisterImport
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.values import Value, values_of
from dualtrack.domain.risks.line_faults import LineFault, line_faults
from dualtrack.domain.risks.lines import line_of, risk_of
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.risk import Risk
from dualtrack.domain.risks.risk_faults import Known
from dualtrack.domain.risks.sheet import RiskLine, RiskSheet, risk_sheet
from dualtrack.sheets.undo import Undo
from dualtrack.sheets.values import Records


def known() -> Known:
    """Ids on record now: of people, controls, the registers that risks name, and requirements."""
    ids = {key: frozenset(TABLES[key].objects.values_list("id", flat=True)) for key in ("assets", "services")}
    return known_ids(requirements=frozenset(one.id for one in catalogue().requirements()), **ids)


@frozen
class RiskPlace:
    """The register of risks under the method in force."""

    method: RiskMethod
    whole = False

    @property
    def register(self) -> RiskSheet:
        """The sheet of risks."""
        return risk_sheet(self.method)

    def held(self, viewer: Viewer) -> Mapping[str, Record]:
        """Every risk that the viewer sees, the retired too, as a line."""
        return {one.id: line_of(one, self.method) for one in held_risks(viewer).risks}

    def values(self, recorded: object) -> dict[str, Value]:
        """A risk as its line holds it."""
        return values_of(line_of(cast("Risk", recorded), self.method))

    def steps(self, made: RegisterImport) -> Undo:
        """A risk a row; the runs of their assessment stand before them."""
        return row_steps("risk", self.values, made)

    def standing(self, held: Mapping[str, Record]) -> Records:
        """The lines as they are."""
        return {key: values_of(one) for key, one in held.items()}

    def check(
        self, records: Sequence[Record], today: date, going: Collection[str] = ()
    ) -> Sequence[LineFault]:
        """The rules of risks, each line by itself: risks do not name each other."""
        del going
        there, ids = _standing(records), known()
        lines = [cast("RiskLine", one) for one in records]
        return [
            one for line in lines for one in line_faults(line, there.get(line.id), self.method, ids, today)
        ]

    def write(self, records: Sequence[Record], made: RegisterImport, by: Writing) -> None:
        """One entry a risk, and before them a run of assessing for each that is rated anew."""
        there = _standing(records)
        pairs = [
            (there.get(one.id), risk_of(cast("RiskLine", one), there.get(one.id), self.method, made.on))
            for one in records
        ]
        importing.put_import(actor=by.actor, now=by.now, pairs=pairs, made=made, reason=by.reason)

    def take_back(
        self, remove: Sequence[str], restore: Sequence[Record], made: RegisterImport, by: Writing
    ) -> None:
        """Risks that came by it go with their runs; what it changed returns as the ledger tells it."""
        importing.take_back(
            actor=by.actor,
            now=by.now,
            remove=remove,
            restore=[one.id for one in restore],
            made=made,
            reason=by.reason,
        )

    def naming(self, going: set[str]) -> dict[str, str]:
        """Actions and acceptances of the risks, and records that name them."""
        found = named_in_registers(RISKS, going)
        for table in (TreatmentActionRow, RiskAcceptanceRow):
            rows = table.objects.filter(risk__in=going) if going else table.objects.none()
            found |= {risk: key for key, risk in rows.values_list("pk", "risk")}
        return found


def _standing(records: Sequence[Record]) -> dict[str, Risk]:
    """The risks of these ids as they stand."""
    wanted = {one.id for one in records}
    rows = RiskRow.objects.all() if len(wanted) > 500 else RiskRow.objects.filter(pk__in=wanted)
    return {row.pk: row.to_value() for row in rows if row.pk in wanted}
