"""What an import would do, as a value: the same plan is shown, carried out, and undone."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from attrs import evolve, frozen

from dualtrack.domain.registers.field import Field
from dualtrack.sheets.convert import Converted
from dualtrack.sheets.keys import Content, Index, Key, Maker, content, key_of, repeated, said_key
from dualtrack.sheets.matching import ID
from dualtrack.sheets.problem import Code, Problem, problem
from dualtrack.sheets.profile import Profile
from dualtrack.sheets.values import Record, Records, Value, empty, same


class Mode(StrEnum):
    """What happens to records that are there already."""

    ADD = "add"  # they stay as they are
    MERGE = "merge"  # what the sheet holds is filled in or overwritten, the rest is kept
    REPLACE = "replace"  # the sheet is mirrored: its empty cells empty the field; absent records are listed


@frozen(kw_only=True)
class New:
    """A record that the import makes."""

    row: int
    id: str
    values: Mapping[str, Value]
    made: bool = False  # its id was made


@frozen
class Change:
    """One field, before and after."""

    field: str
    old: Value
    new: Value


@frozen(kw_only=True)
class Changed:
    """A record that the import changes, field by field."""

    row: int
    id: str
    changes: tuple[Change, ...]


@frozen(kw_only=True)
class Rejected:
    """A row that is not imported, with all that is wrong with it."""

    row: int
    problems: tuple[Problem, ...]


@frozen(kw_only=True)
class Duplicate:
    """A key that stands in several rows, none of which is imported."""

    key: str
    rows: tuple[int, ...]


@frozen(kw_only=True)
class ImportPlan:
    """What becomes of each row, and of the records that the sheet does not name."""

    mode: Mode
    new: tuple[New, ...] = ()
    changed: tuple[Changed, ...] = ()
    unchanged: tuple[tuple[int, str], ...] = ()  # row and id
    rejected: tuple[Rejected, ...] = ()
    duplicates: tuple[Duplicate, ...] = ()
    named: frozenset[str] = frozenset()  # records that rows mean, rejected rows too
    absent: tuple[str, ...] = ()  # candidates to retire, by id; an import never deletes
    absence_uncertain: bool = False  # a rejected row may have named one of them

    @property
    def summary(self) -> Mapping[str, int]:
        """The rows counted, each once, and the absent records."""
        return {
            "rows": len(self.new) + len(self.changed) + len(self.unchanged) + len(self.rejected),
            "new": len(self.new),
            "changed": len(self.changed),
            "unchanged": len(self.unchanged),
            "rejected": len(self.rejected),
            "absent": len(self.absent),
        }


def plan(
    rows: Iterable[Converted], records: Records, profile: Profile, fields: Sequence[Field], mode: Mode
) -> ImportPlan:
    """The plan for these rows over these records; nothing else decides it."""
    return _Planner(tuple(rows), records, profile, fields, mode).plan()


class _Planner:
    """Puts each row where it belongs."""

    def __init__(
        self,
        rows: tuple[Converted, ...],
        records: Records,
        profile: Profile,
        fields: Sequence[Field],
        mode: Mode,
    ) -> None:
        self._rows, self._records, self._profile, self._mode = rows, records, profile, mode
        self._required = [field for field in fields if field.required and field.name != ID.name]
        self._index = Index(records, profile.key)
        self._new: list[New] = []
        self._changed: list[Changed] = []
        self._unchanged: list[tuple[int, str]] = []
        self._rejected: dict[int, list[Problem]] = {}
        self._named: set[str] = set()
        self._uncertain = False

    def plan(self) -> ImportPlan:
        keys = {row.row: self._key(row.values) for row in self._rows if row.values}
        targets = {row.row: self._target(row) for row in self._rows if row.values}
        twice = _together(
            repeated(keys),
            repeated({row: (found,) for row, found in targets.items() if isinstance(found, str)}),
            repeated({row.row: (_own_id(row).casefold(),) for row in self._rows if _own_id(row)}),
        )
        taken = [*self._records, *map(_own_id, self._rows)]
        maker = Maker(self._profile.make_ids, taken) if self._profile.make_ids else None
        for row in self._rows:
            self._place(row, targets.get(row.row), twice.get(row.row, ()), maker)
        mirrored = self._mode is Mode.REPLACE
        return ImportPlan(
            mode=self._mode,
            new=tuple(self._new),
            changed=tuple(self._changed),
            unchanged=tuple(self._unchanged),
            rejected=tuple(Rejected(row=row, problems=tuple(wrong)) for row, wrong in self._rejected.items()),
            duplicates=self._duplicates(twice),
            named=frozenset(self._named),
            absent=tuple(sorted(set(self._records) - self._named)) if mirrored else (),
            absence_uncertain=mirrored and self._uncertain,
        )

    def _key(self, values: Record) -> Key | Content:
        """What tells the row from the others: its key, or all that it holds where it has none."""
        found = key_of(values, self._profile.key)
        return content(values) if found is None else found

    def _target(self, row: Converted) -> str | Problem | None:
        """The id of the record that the row means; nothing for one that is not there yet."""
        key = key_of(row.values, self._profile.key)
        own = _own_id(row)
        by_id = self._index.of_id(own) if own else None
        if key is None:
            return by_id if own or row.problems else self._index.of_content(row.values)
        found = self._index.of_key(key)
        if by_id is not None and (by_id in found or not found):
            changed_key = by_id not in found and self._mode is Mode.ADD
            return by_id if not changed_key else self._problem(row, Code.ID_TAKEN, id=by_id)
        if len(found) > 1:
            return self._problem(row, Code.KEY_OF_SEVERAL, ids=", ".join(found))
        if found and own and own.casefold() != found[0].casefold():
            taken = f"{found[0]} has this key, and the row says {own}"
            return self._problem(row, Code.KEY_OF_SEVERAL, ids=taken)
        return found[0] if found else None

    def _problem(self, row: Converted, code: Code, **params: object) -> Problem:
        return problem(code, row=row.row, key=said_key(row.values, self._profile.key), **params)

    def _place(
        self, row: Converted, target: str | Problem | None, twice: tuple[int, ...], maker: Maker | None
    ) -> None:
        wrong = list(row.problems)
        if isinstance(target, Problem):
            wrong.append(target)
        if twice:
            wrong.append(self._problem(row, Code.KEY_TWICE, rows=", ".join(map(str, twice))))
        known = target if isinstance(target, str) else None
        if known is not None:
            self._named.add(known)
        if not isinstance(target, Problem) and row.values:
            wrong += self._lacking(row, known, maker)
        if wrong:
            self._rejected[row.row] = wrong
            self._uncertain |= known is None
        elif known is None:
            own = _own_id(row)
            made = maker.make() if maker and not own else own
            values = {name: value for name, value in row.values.items() if name != ID.name}
            self._new.append(New(row=row.row, id=made, values=values, made=not own))
        else:
            self._change(row, known)

    def _lacking(self, row: Converted, known: str | None, maker: Maker | None) -> list[Problem]:
        """Required fields that the record would not hold, and a key that nothing fills."""
        spoilt = {wrong.field for wrong in row.problems}
        held = {} if known is None else self._records[known]
        result = self._after(row, held) if known is not None else row.values
        judged = known is None or self._mode is not Mode.ADD
        found = [
            problem(Code.REQUIRED_EMPTY, row=row.row, field=field.name)
            for field in self._required
            if judged and field.name not in spoilt and empty(result.get(field.name))
        ]
        if known is None and not _own_id(row) and maker is None and ID.name not in spoilt:
            found.append(problem(Code.NO_KEY, row=row.row, key=ID.name))
        return found

    def _after(self, row: Converted, held: Record) -> Record:
        """The record as the row leaves it."""
        mirrored = self._mode is Mode.REPLACE
        given = {n: v for n, v in row.values.items() if n != ID.name and (mirrored or not empty(v))}
        return {**held, **given}

    def _change(self, row: Converted, known: str) -> None:
        held = self._records[known]
        after = held if self._mode is Mode.ADD else self._after(row, held)
        changes = tuple(
            Change(name, held.get(name), value)
            for name, value in after.items()
            if not same(held.get(name), value)
        )
        if changes:
            self._changed.append(Changed(row=row.row, id=known, changes=changes))
        else:
            self._unchanged.append((row.row, known))

    def _duplicates(self, twice: Mapping[int, tuple[int, ...]]) -> tuple[Duplicate, ...]:
        values = {row.row: row.values for row in self._rows}
        groups = {rows: said_key(values[rows[0]], self._profile.key) for rows in twice.values()}
        return tuple(Duplicate(key=key, rows=rows) for rows, key in groups.items())


def _own_id(row: Converted) -> str:
    """The id that the row gives, if any."""
    return str(row.values.get(ID.name) or "")


def _together(*groups: Mapping[int, tuple[int, ...]]) -> dict[int, tuple[int, ...]]:
    """Rows that mean the same in any of the ways, each with all of them."""
    found: dict[int, set[int]] = {}
    for rows in (rows for group in groups for rows in group.values()):
        joined = set(rows).union(*(found[row] for row in rows if row in found))
        found.update(dict.fromkeys(joined, joined))
    return {row: tuple(sorted(rows)) for row, rows in found.items()}


def applied(made: ImportPlan, records: Records) -> dict[str, Record]:
    """The records as the import leaves them."""
    found: dict[str, Record] = dict(records)
    for new in made.new:
        found[new.id] = dict(new.values)
    for changed in made.changed:
        found[changed.id] = {**found[changed.id], **{c.field: c.new for c in changed.changes}}
    return found


def in_sheet(made: ImportPlan, sheet: str) -> ImportPlan:
    """The plan with the sheet's name beside each problem."""
    rejected = tuple(
        evolve(each, problems=tuple(evolve(p, sheet=sheet) for p in each.problems)) for each in made.rejected
    )
    return evolve(made, rejected=rejected)
