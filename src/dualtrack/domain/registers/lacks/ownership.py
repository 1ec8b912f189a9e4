"""Services and assets for which nobody answers, and records of any register whose owner has left."""

from collections.abc import Iterator

from dualtrack.domain.registers.field import PEOPLE
from dualtrack.domain.registers.finding import Code, Finding, Settings, lack
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.references import OWNING
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.registry import REGISTERS
from dualtrack.domain.registers.things import Asset, Service

SETTLED = {
    "incidents": ("closed_on",),
    "exercises": ("on",),
    "exercise_findings": ("closed_on",),
    "changes": ("done_on",),
    "demands": ("answered_on",),
    "subject_requests": ("answered_on",),
}
"""By register the day from which a record is over."""


def ownership(held: Held, settings: Settings) -> Iterator[Finding]:  # noqa: ARG001 - one shape for all subjects
    """Who is missing, and who is gone."""
    for asset in held.of(Asset):
        if not asset.owner:
            yield lack(Code.ASSET_UNOWNED, asset, "iso27001:A.5.9", "soc2:CC6.1", name=asset.name)
    for service in held.of(Service):
        if not service.owner:
            yield lack(Code.SERVICE_UNOWNED, service, "iso27001:5.3", "soc2:CC1.3", name=service.name)
    yield from _left(held)


def _left(held: Held) -> Iterator[Finding]:
    gone = held.left()
    for register in REGISTERS if gone else ():
        fields = [one.name for one in register.references if one.refers == PEOPLE and one.name in OWNING]
        for record in held.of(register.cls) if fields else ():
            if _settled(register, record, held):
                continue
            for field in fields:
                person = getattr(record, field)
                if person in gone:
                    yield lack(
                        Code.OWNER_LEFT,
                        record,
                        "iso27001:5.3",
                        "soc2:CC1.3",
                        since=gone[person],
                        person=person,
                        field=field,
                        name=record.name,
                    )


def _settled(register: Register, record: Record, held: Held) -> bool:
    """True for what is over, such as a closed incident: nobody needs to answer for it any more."""
    return any(held.by(getattr(record, name)) for name in SETTLED.get(register.key, ()))
