"""ISO/IEC 42001 on the same management system: what of it our controls reach already, and what is new.

The standard is no framework of the programme: nothing of it is judged. It is read across the crosswalk from
the requirements that our controls serve, by the pairs as the organisation holds them.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import groupby

from attrs import frozen

from dualtrack.domain.frameworks import coverage
from dualtrack.domain.frameworks.catalogue import Catalogue, Delta, Kind, Requirement
from dualtrack.domain.frameworks.coverage_whole import Closing
from dualtrack.domain.frameworks.crosswalk import Covered, EvidenceReuse
from dualtrack.domain.frameworks.crosswalk import Mapping as Pair
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.frameworks.reach import Judgements, Reach, reach
from dualtrack.domain.programme.adding import in_use_for, served_of
from dualtrack.domain.programme.snapshot import Programme
from dualtrack.domain.programme.statuses import Readiness

AI = "iso42001"  # the framework that is layered on the others
_ISMS = "iso27001"
_SAME = (EvidenceReuse.SAME_ARTEFACT, EvidenceReuse.SAME_ARTEFACT_OVER_PERIOD)


class How(StrEnum):
    """How far a requirement of the layered framework rests on what is there."""

    REUSED = "reused"  # what is there serves it, and no delta is owed
    IN_PART = "in_part"  # what is there serves a partial or major share of it
    NEW = "new"  # nothing that is there serves more than a minor share of it


class Paper(StrEnum):
    """What becomes of the document or record of the same management system clause."""

    SAME = "same_document"
    EXTENDED = "same_document_extended"
    BESIDE = "document_beside"  # the clause has a partner, but another document is made


@frozen(kw_only=True)
class Via:
    """A pair through which controls of ours reach a requirement; the pair is seen from the requirement."""

    pair: Pair
    controls: tuple[str, ...]  # that serve the partner

    @property
    def through(self) -> str:
        """The requirement of ours in between."""
        return self.pair.target


@frozen(kw_only=True)
class Layer:
    """One requirement of the layered framework, beside what the programme holds."""

    requirement: Requirement
    how: How
    direct: tuple[str, ...]  # controls that name it themselves
    by: tuple[Via, ...]  # the pair that goes furthest first
    share: Covered  # what the best single pair covers; shares of several do not add up
    owed: tuple[Delta, ...]  # what it adds beyond what is there: the work to do
    paper: Paper | None  # of clauses alone; what is new has nothing to be the same as

    @property
    def controls(self) -> tuple[str, ...]:
        """Every control of ours that reaches it, directly or through a pair."""
        return tuple(sorted({*self.direct, *(c for via in self.by for c in via.controls)}))


@frozen(kw_only=True)
class Part:
    """One clause or one group of Annex A, with how many of its requirements are of each kind."""

    group: str
    title: str
    kind: Kind
    layers: tuple[Layer, ...]

    def count(self, how: How) -> int:
        """How many of its requirements are reused, reused in part or new."""
        return sum(one.how is how for one in self.layers)


@frozen(kw_only=True)
class Layered:
    """The whole layered framework over what the programme holds on a day."""

    framework: str
    over: tuple[str, ...]  # keys of the frameworks that the programme runs
    layers: tuple[Layer, ...]  # every requirement once, in the order of its file

    def count(self, how: How) -> int:
        """How many requirements are reused, reused in part or new."""
        return len(self.of(how))

    def of(self, how: How) -> tuple[Layer, ...]:
        """The requirements of one kind."""
        return tuple(one for one in self.layers if one.how is how)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The same by clause and by group of Annex A."""
        return tuple(_parts(self.layers))

    @property
    def work(self) -> tuple[tuple[Delta, tuple[str, ...]], ...]:
        """What has to be made: each thing once, with the requirements that ask; the most asked for first."""
        asking: dict[Delta, list[str]] = {}
        for one in self.layers:
            for delta in one.owed:
                asking.setdefault(delta, []).append(one.requirement.id)
        rows = ((delta, tuple(ids)) for delta, ids in asking.items())
        return tuple(sorted(rows, key=lambda row: -len(row[1])))

    @property
    def untouched(self) -> tuple[Layer, ...]:
        """The requirements that nothing of ours goes towards: all that they ask for has to be made."""
        return tuple(one for one in self.layers if not one.by and not one.direct)

    @property
    def controls(self) -> tuple[str, ...]:
        """Every control of ours that reaches something of it."""
        return tuple(sorted({c for one in self.layers for c in one.controls}))

    @property
    def on_isms(self) -> bool:
        """True where there is an ISMS to layer it on."""
        return _ISMS in self.over


def layered(programme: Programme, judged: Readiness, closing: Closing, framework: str = AI) -> Layered:
    """Each requirement of the framework beside what serves the programme's own on the day that is judged.

    A requirement of ours counts as served where it is in scope and a control in use serves it, as for a
    framework that is added to the programme. No status follows.
    """
    over = programme.frameworks_on(judged.as_of)
    served: dict[str, tuple[str, ...]] = {}
    for key in over:
        served |= served_of(programme, key, judged)
    direct = coverage.reached(in_use_for(programme, framework, judged.as_of))
    judgements = Judgements(crosswalk=programme.crosswalk, closing=closing)
    reaches = [
        reach(served, of=framework, by=key, catalogue=programme.catalogue, judgements=judgements)
        for key in over
    ]
    return Layered(
        framework=framework,
        over=over,
        layers=tuple(
            _layer(one, direct.get(one.id, ()), tuple(_vias(one.id, reaches, served)), reaches, programme)
            for one in programme.catalogue.requirements(framework)
        ),
    )


def _vias(requirement: str, reaches: Iterable[Reach], served: Mapping[str, tuple[str, ...]]) -> Iterator[Via]:
    """The pairs with what is served, furthest first: by share, then by strength."""
    pairs = (p for found in reaches for r in found.reached if r.requirement == requirement for p in r.pairs)
    order = sorted(pairs, key=lambda p: (-p.source_covered.rank, -p.strength, p.target))
    return (Via(pair=pair, controls=served[pair.target]) for pair in order)


def _layer(
    requirement: Requirement,
    direct: tuple[str, ...],
    by: tuple[Via, ...],
    reaches: Iterable[Reach],
    programme: Programme,
) -> Layer:
    share = coverage.furthest(via.pair for via in by)
    if direct or any(_whole(via.pair) for via in by):
        how = How.REUSED
    else:
        how = How.IN_PART if share.rank >= Covered.PARTIAL.rank else How.NEW
    owed = () if how is How.REUSED else _owed(requirement, reaches, programme.catalogue)
    return Layer(
        requirement=requirement,
        how=how,
        direct=direct,
        by=by,
        share=share,
        owed=owed,
        paper=None if how is How.NEW else _paper(requirement, by, programme.catalogue),
    )


def _whole(pair: Pair) -> bool:
    """True where the partner is most of the requirement, and the requirement adds nothing by name."""
    return pair.source_covered.rank >= Covered.MAJOR.rank and not pair.source_delta


def _owed(requirement: Requirement, reaches: Iterable[Reach], catalogue: Catalogue) -> tuple[Delta, ...]:
    """Every delta that a served partner leaves open, as the reach of each framework of ours has it."""
    framework = catalogue.framework(requirement.framework)
    rows = (r for found in reaches for r in found.reached if r.requirement == requirement.id)
    names = dict.fromkeys(one.delta for row in rows for one in row.owed)
    deltas = (None if framework is None else framework.delta(name) for name in names)
    return tuple(one for one in deltas if one is not None)


def _paper(requirement: Requirement, by: Iterable[Via], catalogue: Catalogue) -> Paper | None:
    """Of a clause that pairs with a clause of the ISMS: whether its document serves both."""
    if requirement.kind is not Kind.CLAUSE:
        return None
    clauses = {r.id for r in catalogue.requirements(_ISMS) if r.kind is Kind.CLAUSE}
    pairs = [via.pair for via in by if key_of(via.through) == _ISMS and via.through in clauses]
    if not pairs:
        return None
    same = [pair for pair in pairs if pair.evidence_reuse in _SAME]
    if not same:
        return Paper.BESIDE
    return Paper.SAME if any(not pair.source_delta for pair in same) else Paper.EXTENDED


def _parts(layers: Iterable[Layer]) -> Iterator[Part]:
    for group, rows in groupby(layers, lambda one: one.requirement.group):
        held = tuple(rows)
        first = held[0].requirement
        yield Part(group=group, title=first.group_title, kind=first.kind, layers=held)
