"""What the record's triggers refuse, said once: which verb on which table, unless what holds, and why."""

from attrs import frozen

LEAF, BODY, HEAD, CHECKPOINT = "ledger_leaf", "ledger_body", "ledger_head", "ledger_checkpointrow"
TABLES = (LEAF, BODY, HEAD, CHECKPOINT)


@frozen
class Guard:
    """One trigger; without a condition the verb is always refused."""

    table: str
    verb: str
    message: str
    condition: str = ""

    @property
    def name(self) -> str:
        """Of the trigger."""
        return f"{self.table}_{self.verb.lower()}_guard"

    @property
    def text(self) -> str:
        """What whoever tries is told."""
        return f"{self.table}: {self.message}"


def guards(differs: str, stays: str = "") -> tuple[Guard, ...]:
    """Every guard that all databases have; `differs` is the operator that compares and knows of NULL.

    `stays` is the condition under which a body may not leave: what no erasure entry after it names by its
    place and its leaf. Without it no body leaves.
    """
    never = [Guard(table, verb, _NEVER) for table, verb in _REFUSED]
    never.append(Guard(BODY, "DELETE", _NEVER, stays))
    in_order = [
        Guard(
            table,
            "INSERT",
            "entries follow one another",
            f"NEW.seq {differs} (SELECT COALESCE(MAX(seq), -1) + 1 FROM {table})",  # noqa: S608 - our own names
        )
        for table in (LEAF, BODY)
    ]
    return (*never, *in_order, *_ONCE)


def against_truncate() -> tuple[Guard, ...]:
    """Guards of a verb that SQLite does not have."""
    return tuple(Guard(table, "TRUNCATE", _NEVER) for table in TABLES)


_NEVER = "the record is never altered"
_REFUSED = (
    *((table, "UPDATE") for table in (LEAF, BODY, CHECKPOINT)),
    *((table, "DELETE") for table in (LEAF, CHECKPOINT, HEAD)),
)
# SQLite's REPLACE removes the row that is there without asking the guard of DELETE: the guard of INSERT asks.
_ONCE = (
    Guard(HEAD, "INSERT", "there is one head", f"EXISTS (SELECT 1 FROM {HEAD})"),  # noqa: S608 - our own names
    Guard(
        CHECKPOINT,
        "INSERT",
        "signed heads follow one another",
        f"EXISTS (SELECT 1 FROM {CHECKPOINT} WHERE size >= NEW.size)",  # noqa: S608 - our own names
    ),
    Guard(HEAD, "UPDATE", "the head never goes back", "NEW.size < OLD.size OR NEW.origin <> OLD.origin"),
)
