"""The filters of the matrix as lists of choices, each with the one that was made."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import groupby
from typing import TypeVar

from attrs import frozen
from django.utils.translation import gettext as _

from dualtrack.app.web.base.names import name_of
from dualtrack.app.web.crosswalk.asking import STRONGEST, Asked, part_name, parts_held
from dualtrack.app.web.crosswalk.words import (
    BANDS,
    REACHES,
    SHORT,
    STANDINGS,
    part_kind_words,
    part_words,
)
from dualtrack.domain.frameworks.catalogue import Framework
from dualtrack.domain.frameworks.narrowing import ANY
from dualtrack.domain.frameworks.strength import band

E = TypeVar("E", bound=StrEnum)
Group = tuple[str, tuple["Option", ...]]  # its label, empty where the choices stand alone


@frozen
class Option:
    """One choice of a filter."""

    value: str
    words: str
    chosen: bool


@frozen
class Choice:
    """One filter: its name in the address, its label, its choices."""

    name: str
    label: str
    groups: tuple[Group, ...]


def choices(asked: Asked, *, controls: bool) -> tuple[Choice, ...]:
    """Every filter; by what our controls serve only for somebody who sees controls."""
    wanted = asked.narrowing
    found = [
        Choice("relation", _("Relation"), (("", _words(SHORT, wanted.relation, _("any relation"))),)),
        Choice("strength", _("Strength"), (("", _strengths(wanted.least)),)),
        Choice("standing", _("Standing"), (("", _words(STANDINGS, wanted.standing, _("listed pairs"))),)),
        Choice("delta", _("Owing a delta"), tuple(_deltas(asked))),
        *(_parts(side, dict(wanted.parts).get(side.key, "")) for side in (asked.rows, asked.columns)),
    ]
    if controls:
        reaches = _words(REACHES, wanted.reach, _("served or not"))
        found.append(Choice("serving", _("Controls of ours"), (("", reaches),)))
    return tuple(one for one in found if len(one.groups) > 1 or len(one.groups[0][1]) > 1)


def sides(asked: Asked, frameworks: Iterable[Framework]) -> tuple[Choice, ...]:
    """Which framework stands in the rows and which in the columns."""
    return tuple(
        Choice(name, label, (("", tuple(Option(f.key, name_of(f.key), f is chosen) for f in frameworks)),))
        for name, label, chosen in (
            ("rows", _("Rows"), asked.rows),
            ("columns", _("Columns"), asked.columns),
        )
    )


def _words(table: Mapping[E, str], chosen: E | None, nothing: str) -> tuple[Option, ...]:
    said = (Option(key.value, _(words), key is chosen) for key, words in table.items())
    return (Option("", nothing, chosen is None), *said)


def _strengths(least: int) -> tuple[Option, ...]:
    said = _("{n} or more: {meaning}")
    return (
        Option("", _("any strength"), least == 0),
        *(
            Option(str(n), said.format(n=n, meaning=_(BANDS[band(n)])), n == least)
            for n in range(1, STRONGEST + 1)
        ),
    )


def _deltas(asked: Asked) -> Iterable[Group]:
    wanted = asked.narrowing.delta
    yield "", (Option("", _("owing or not"), not wanted), Option(ANY, _("any delta"), wanted == ANY))
    for side in (asked.rows, asked.columns):
        names = ((f"{side.key}:{delta.id}", delta.title) for delta in side.deltas)
        yield (
            _("what {framework} adds").format(framework=name_of(side.key)),
            tuple(Option(name, title, name == wanted) for name, title in names),
        )


def _parts(side: Framework, wanted: str) -> Choice:
    groups: list[Group] = [("", (Option("", _("all of it"), not wanted),))]
    for kind, held in groupby(sorted(parts_held(side), key=_kind), key=_kind):
        options = tuple(Option(p, part_words(p, side.requirements), p == wanted) for p in held)
        groups.append((part_kind_words(kind), options))
    return Choice(part_name(side), name_of(side.key), tuple(groups))


def _kind(part: str) -> str:
    """The kind of a part; kinds sort as category, group, kind, theme."""
    return part.partition(":")[0]
