"""Records and findings of registers as the command line tells them: in the contract's keys, or in columns."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from dualtrack.app.cli.output import table
from dualtrack.app.cli.words import say
from dualtrack.domain.ledger.codec import encode, type_of
from dualtrack.domain.registers.finding import Finding
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.values import values_of
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.values import written
from dualtrack.sheets.words import WORDS

if TYPE_CHECKING:
    from dualtrack.app.programme.queries import When
    from dualtrack.domain.ledger.entry import Entry
    from dualtrack.domain.ledger.person import Viewer
    from dualtrack.sheets.outcome import Wrong


def record_row(record: Record) -> dict[str, Any]:
    """Every field of a record, as the ledger writes it."""
    return encode(record)


def shown_of(register: Register, record: Record) -> tuple[str, ...]:
    """The columns of a list."""
    values = values_of(record)
    return (record.id, record.name, *(written(values[name]) or "-" for name in register.shown))


def text_of(wrong: "Wrong") -> str:
    """What is wrong with one field, after its name."""
    if isinstance(wrong, Problem):
        words = say(WORDS[wrong.code], **dict(wrong.params))
        return f"{wrong.field}: {words}" if wrong.field else words
    from dualtrack.app.programme.register_words import fault_text  # noqa: PLC0415 - needs Django

    return f"{wrong.field}: {fault_text(wrong)}"


def finding_rows(
    viewer: "Viewer", found: Iterable[Finding], day: date, until: datetime | None
) -> list[dict[str, Any]]:
    """Findings in the contract's keys, with the requirements that are in scope on the day."""
    from dualtrack.app.accounts.queries import names  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.finding_words import finding_text  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.register_findings import in_scope  # noqa: PLC0415 - needs Django

    held, people = list(found), names(viewer, until)
    scoped = frozenset(in_scope((name for one in held for name in one.requirements), day))
    return [
        {
            "code": one.code.value,
            "register": one.register,
            "record": one.record or None,
            "text": finding_text(one, people),
            "since": one.since.isoformat() if one.since else None,
            "requirements": [name for name in one.requirements if name in scoped],
            "params": dict(one.params),
        }
        for one in held
    ]


@frozen(kw_only=True)
class Looked:
    """One record with all that is known about it."""

    register: Register
    record: Record
    naming: tuple[tuple[Register, Record], ...]
    findings: list[dict[str, Any]]
    history: "tuple[Entry, ...]"

    @classmethod
    def at(
        cls, viewer: "Viewer", register: Register, record: Record, when: "When", until: datetime | None
    ) -> "Looked":
        """Look at it as it was."""
        from dualtrack.app.ledger.queries import history  # noqa: PLC0415 - needs Django
        from dualtrack.app.programme.register_findings import found  # noqa: PLC0415 - needs Django
        from dualtrack.app.registers.queries import named_by  # noqa: PLC0415 - needs Django

        lacking = [
            one for one in found(viewer, when) if (one.register, one.record) == (register.key, record.id)
        ]
        told = history(f"{type_of(record)[0]}/{record.id}") if viewer.sees_all else ()
        return cls(
            register=register,
            record=record,
            naming=named_by(viewer, register.key, record.id, until),
            findings=finding_rows(viewer, lacking, when.as_of, until),
            history=tuple(one for one in told if until is None or one.recorded_at <= until),
        )

    def shape(self) -> dict[str, Any]:
        """In the contract's keys."""
        return {
            "register": self.register.key,
            "record": record_row(self.record),
            "named_by": [{"register": r.key, "id": one.id, "name": one.name} for r, one in self.naming],
            "findings": self.findings,
            "history": [
                {
                    "seq": one.seq,
                    "recorded_at": one.recorded_at.isoformat(),
                    "actor": one.actor,
                    "action": one.action,
                    "reason": one.reason,
                }
                for one in self.history
            ],
        }


def print_record(looked: Looked) -> None:
    """A record for a person."""
    held = {"id": looked.record.id, **values_of(looked.record)}
    table(
        ("field", "value"),
        [(one.name, said) for one in looked.register.fields if (said := written(held[one.name]))],
    )
    if looked.naming:
        click.echo("\n" + say("named by"))
        table(("register", "id", "name"), [(r.key, one.id, one.name) for r, one in looked.naming])
    for one in looked.findings:
        click.echo("\n" + say("lacking: {text}", text=one["text"]))
    if looked.history:
        click.echo("\n" + say("history"))
        table(
            ("entry", "at", "who", "what", "why"),
            [
                (e.seq, e.recorded_at.isoformat(timespec="minutes"), e.actor, e.action, e.reason or "-")
                for e in looked.history
            ],
        )
