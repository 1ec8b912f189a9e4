"""Where the chain begins, and one record with everything that hangs on it."""

from attrs import frozen
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dualtrack.app.programme.chaining import Chained, chained
from dualtrack.app.web.base.viewing import asked, page
from dualtrack.domain.ledger.person import Viewer
from dualtrack.domain.programme.chain import Node, Reached, Step

_MOST = 60  # records of one step that are drawn; the rest are counted


@frozen(kw_only=True)
class Link:
    """One record of a column: what it is called, where it is shown, and what it hangs on."""

    node: Node
    title: str
    address: str
    through: tuple[str, ...]


@frozen(kw_only=True)
class Column:
    """The records of one step."""

    step: Step
    links: tuple[Link, ...]
    more: int
    here: bool = False


@page("controls.read")
def begin(request: HttpRequest, viewer: Viewer) -> HttpResponse:
    """The services, from which everything hangs, and a word on how to walk; for an owner what is theirs."""
    held = chained(viewer, asked(request).when)
    steps = (Step.SERVICE,) if held.whole else (Step.SERVICE, Step.THING, Step.RISK, Step.CONTROL)
    starts = sorted(node for node in held.titles if node.step in steps)
    shown = {"starts": [_link(request, held, node, ()) for node in starts], "whole": held.whole}
    return render(request, "chain/begin.html", shown)


@page("controls.read")
def one(request: HttpRequest, viewer: Viewer, step: str, key: str) -> HttpResponse:
    """One record: what it hangs on to the left, what hangs on it to the right."""
    if step not in {one.value for one in Step}:
        raise Http404
    held, start = chained(viewer, asked(request).when), Node(Step(step), key)
    walk = held.walk(start)
    if walk is None:
        raise Http404
    columns = [_column(request, held, each, walk.at(each), start) for each in Step]
    shown = {
        "start": start,
        "title": held.title(start),
        "whole": held.whole,
        "columns": [column for column in columns if column.links or column.here],
        "absent": [each.value for each in Step if each is not start.step and not walk.at(each)],
    }
    return render(request, "chain/one.html", shown)


def _column(
    request: HttpRequest, held: Chained, step: Step, reached: tuple[Reached, ...], start: Node
) -> Column:
    here = step is start.step
    nodes = (
        [(start, ()), *((r.node, r.through) for r in reached)]
        if here
        else [(r.node, r.through) for r in reached]
    )
    links = [_link(request, held, node, through) for node, through in nodes[:_MOST]]
    return Column(step=step, links=tuple(links), more=max(0, len(nodes) - _MOST), here=here)


def _link(request: HttpRequest, held: Chained, node: Node, through: tuple[Node, ...]) -> Link:
    address = reverse("chain.one", args=[node.step.value, node.id]) + asked(request).query
    named = tuple(one.id.rpartition("/")[2] for one in through[:4])
    return Link(node=node, title=held.title(node), address=address, through=named)
