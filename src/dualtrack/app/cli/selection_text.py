"""What `dualtrack select` prints for a person: the set, why each control is in it, what is not reached."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

import click

from dualtrack.app.cli.output import note, table
from dualtrack.app.cli.selection import Selected
from dualtrack.app.cli.selection_shape import number
from dualtrack.app.cli.words import say
from dualtrack.domain.controls.effort import hours_a_year
from dualtrack.domain.controls.reach_curve import CurvePoint
from dualtrack.domain.controls.set_change import SetChange
from dualtrack.domain.controls.smallest_set import Member, Why

_SHOWN = 3  # ids in one cell


def show(selected: Selected, *, details: bool) -> None:
    """The answer, and with details the curve and the controls outside the set."""
    _head(selected)
    if selected.answer.members:
        click.echo()
        _members(selected)
    if selected.answer.unreachable:
        click.echo()
        _not_reached(selected)
    if details:
        click.echo()
        _curve(selected.points)
        click.echo()
        _further(selected)
    for what, value, changed in selected.changes:
        click.echo()
        _change(what, value, changed)
    note(say("Reached means that a control is meant for it: no status follows, and one may not be enough."))


def _head(selected: Selected) -> None:
    answer, asked = selected.answer, selected.problem
    click.echo(
        say("asked for: {what}: {count} requirements", what=_chosen(selected), count=len(asked.serving))
    )
    if answer.members:
        click.echo(
            say(
                "smallest set: {count} controls, {hours} hours a year; shown: none of fewer than {bound}"
                " reaches as much",
                count=len(answer.members),
                hours=number(answer.hours),
                bound=answer.bound,
            )
        )
    click.echo(say("reached: {count}", count=len(asked.reachable)) + _missing(len(answer.unreachable)))
    if answer.members:
        click.echo(_milestones(selected.points, len(asked.reachable)))
    owed = sum(len(found) for found in selected.owed.values())
    if owed:
        click.echo(
            say(
                "owed: {owed} deltas that one framework asks beyond the other, by {count} of these controls",
                owed=owed,
                count=sum(bool(found) for found in selected.owed.values()),
            )
        )


def _chosen(selected: Selected) -> str:
    """The frameworks by name, with their categories, and how many requirements beside them."""
    said = []
    for key in selected.choice.frameworks:
        framework = selected.catalogue.framework(key)
        assert framework is not None  # noqa: S101 - an unknown one is refused before
        by_category = any(r.category for r in framework.requirements)
        categories = ", ".join(("security", *selected.choice.categories)).replace("_", " ")
        said.append(f"{framework.name} ({categories})" if by_category else framework.name)
    if selected.choice.requirements:
        said.append(_ids(selected.choice.requirements))
    return ", ".join(said)


def _missing(count: int) -> str:
    return say("; by no control of the library: {count}", count=count) if count else ""


def _milestones(points: Sequence[CurvePoint], whole: int) -> str:
    """How many controls half and nine tenths of what can be reached take."""
    half, most = (next(p.controls for p in points if p.reached * 10 >= tenths * whole) for tenths in (5, 9))
    return say(
        "on the way: half of it takes {half} controls, nine tenths {most}, all {all}",
        half=half,
        most=most,
        all=points[-1].controls,
    )


def _members(selected: Selected) -> None:
    table(
        (say("control"), say("title"), say("hours a year"), say("serves"), say("why")),
        (
            (
                m.id,
                selected.controls[m.id].title,
                number(hours_a_year(selected.controls[m.id])),
                len(m.serves),
                _why(selected, m),
            )
            for m in selected.answer.members
        ),
    )


def _why(selected: Selected, member: Member) -> str:
    if member.why is Why.ONLY:
        return say("nothing else in the library serves {ids}", ids=_ids(member.only))
    spared = selected.savings[member.id]
    without = say("without it: {what}", what=_more(spared.controls, spared.hours))
    if member.why is Why.CHOSEN:
        return say("included by the call; {without}", without=without)
    return say("nothing else in the set serves {ids}; {without}", ids=_ids(member.alone), without=without)


def _more(controls: int, hours: Decimal) -> str:
    """A difference in controls and hours a year, signed."""
    said = [say("controls {count}", count=f"{controls:+}")] if controls else []
    if hours:
        sign = "+" if hours > 0 else "-"
        said.append(say("hours a year {hours}", hours=f"{sign}{number(abs(hours))}"))
    return ", ".join(said) or say("another set of the same size and hours")


def _ids(ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:_SHOWN])
    rest = len(ids) - _SHOWN
    return say("{shown} and {rest} more", shown=shown, rest=rest) if rest > 0 else shown


def _not_reached(selected: Selected) -> None:
    rows = []
    for one in selected.answer.unreachable:
        near = selected.nearest.get(one.requirement)
        covered, owed = "-", "-"
        nearest = say("excluded: {ids}", ids=", ".join(one.forbidden)) if one.forbidden else "-"
        if near is not None and not one.forbidden:
            nearest, covered = near.control, near.covered.value
            owed = ", ".join(o.delta for o in near.service.owed) or "-"
        title = selected.catalogue.requirement(one.requirement).title
        rows.append((one.requirement, title, nearest, covered, owed))
    table((say("not reached"), say("title"), say("nearest"), say("its pairs go"), say("would owe")), rows)


def _curve(points: Sequence[CurvePoint]) -> None:
    """Controls with the same gain as one row."""
    table((say("controls"), say("each adds"), say("reached at most")), _steps(points))


def _steps(points: Sequence[CurvePoint]) -> Iterator[tuple[str, int, int]]:
    before = [0, *(p.reached for p in points)]
    gains = [(point, point.reached - start) for point, start in zip(points, before, strict=False)]
    for gain, found in groupby(gains, key=lambda pair: pair[1]):
        run = [point for point, _ in found]
        first, last = run[0].controls, run[-1].controls
        yield (str(first) if first == last else f"{first}-{last}", gain, run[-1].reached)


def _further(selected: Selected) -> None:
    table(
        (say("further"), say("title"), say("hours a year"), say("would be a second control for")),
        (
            (
                f.id,
                selected.controls[f.id].title,
                number(hours_a_year(selected.controls[f.id])),
                _ids(f.second) or say("nothing that has only one"),
            )
            for f in sorted(selected.answer.further, key=lambda f: -len(f.second))
        ),
    )


def _change(what: str, value: str, changed: SetChange) -> None:
    name = value.replace("_", " ")
    head = say("without {name}", name=name) if what == "drop_category" else say("with {name}", name=name)
    click.echo(
        say(
            "{head}: {more} requirements more, {fewer} fewer; {stay} controls stay, {come} come, {go} go"
            " ({hours}); begun afresh {fresh} controls",
            head=head,
            more=len(changed.wanted_more),
            fewer=len(changed.wanted_no_more),
            stay=len(changed.stay),
            come=len(changed.come),
            go=len(changed.go),
            hours=_more(0, changed.hours) if changed.hours else say("the same hours"),
            fresh=changed.fresh,
        )
    )
    if changed.come:
        click.echo(say("  come: {ids}", ids=", ".join(m.id for m in changed.come)))
    if changed.go:
        click.echo(say("  go: {ids}", ids=", ".join(changed.go)))
    if changed.unreachable:
        click.echo(
            say(
                "  by no control of the library: {count} ({ids})",
                count=len(changed.unreachable),
                ids=_ids(changed.unreachable),
            )
        )
