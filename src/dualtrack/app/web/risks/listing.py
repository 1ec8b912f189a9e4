"""The register as a list: searched, narrowed, in the order of current levels; and its map for the page."""

from collections.abc import Iterable, Sequence

from attrs import frozen
from django.http import HttpRequest
from django.utils.translation import gettext as _

from dualtrack.app.programme.risk_register import Risks
from dualtrack.app.web.base.charts import Columns, columns
from dualtrack.domain.risks.heatmap import HeatMap, View, of_view
from dualtrack.domain.risks.method import Band, RiskMethod, Step
from dualtrack.domain.risks.over_time import RegisterDay
from dualtrack.domain.risks.register import Measure, Standing


@frozen(kw_only=True)
class Narrowing:
    """What was typed and chosen."""

    search: str = ""
    show: str = ""
    band: str = ""
    owner: str = ""
    category: str = ""
    view: View = View.CURRENT
    cell: tuple[int, int] | None = None


def asked_for(request: HttpRequest) -> Narrowing:
    """The narrowing that an address asks for; what makes no sense narrows nothing."""
    given = request.GET
    view = given.get("view", "")
    low, _dash, high = given.get("cell", "").partition("-")
    numbers = low.isascii() and low.isdigit() and high.isascii() and high.isdigit()
    return Narrowing(
        search=given.get("q", "").strip()[:100],
        show=given.get("show", ""),
        band=given.get("band", ""),
        owner=given.get("owner", ""),
        category=given.get("category", ""),
        view=View(view) if view in set(View) else View.CURRENT,
        cell=(int(low), int(high)) if numbers else None,
    )


def shows() -> dict[str, str]:
    """Ways to narrow the list, with their names."""
    return {
        "": _("all risks"),
        "above": _("above the acceptance line"),
        "amiss": _("with something amiss"),
        "waiting": _("with an approval or acceptance that waits"),
        "fraud": _("risks of fraud"),
        "change": _("risks of a change"),
    }


def rows(held: Risks, wanted: Narrowing) -> list[Standing]:
    """The risks that fit, in the order of the register."""
    if wanted == Narrowing(view=wanted.view):
        return list(held.stands)
    words = wanted.search.lower().split()
    return [one for one in held.stands if _fits(held, one, wanted) and _holds(one, words)]


def _fits(held: Risks, one: Standing, wanted: Narrowing) -> bool:
    risk, shown = one.risk, of_view(one, wanted.view)
    rules = {
        "above": one.above,
        "amiss": risk.id in held.found_of,
        "waiting": any(each.acceptance for each in held.waiting_of.get(risk.id, ())),
        "fraud": risk.fraud,
        "change": risk.change,
    }
    return (
        rules.get(wanted.show, True)
        and wanted.band in ("", _band(shown))
        and wanted.owner in ("", risk.owner)
        and wanted.category in ("", risk.category)
        and (wanted.cell is None or wanted.cell == _place(shown))
    )


def _band(shown: Measure | None) -> str:
    return "" if shown is None or shown.band is None else shown.band.id


def _place(shown: Measure | None) -> tuple[int, int] | None:
    return None if shown is None else (shown.rating.likelihood, shown.rating.consequences.overall)


def _holds(one: Standing, words: Iterable[str]) -> bool:
    risk = one.risk
    text = " ".join((risk.id, risk.title, risk.cause, risk.event, risk.consequence, *risk.criteria)).lower()
    return all(word in text for word in words)


@frozen(kw_only=True)
class Drawn:
    """A map with the names of its steps, for a table."""

    method: RiskMethod
    drawn: HeatMap

    @property
    def rows(self) -> list[tuple[Step, list[tuple[object, str]]]]:
        """Each likelihood from the top with its cells, each with its tone."""
        steps = {step.number: step for step in self.method.likelihood}
        return [
            (steps[row[0].likelihood], [(cell, tone(self.method, cell.band)) for cell in row])
            for row in self.drawn.rows
        ]


def drawn(held: Risks) -> list[Drawn]:
    """The map of each view by the method in force; none without one."""
    method = held.in_force
    return [] if method is None else [Drawn(method=method, drawn=one) for one in held.maps]


def spread(held: Risks) -> list[tuple[Band, str, list[int]]]:
    """Each band from the highest, with its tone and how many risks stand there in each view."""
    method = held.in_force
    if method is None:
        return []
    bands = sorted(method.bands, key=lambda band: -band.lowest)
    return [(band, tone(method, band), [count.get(band.id, 0) for count in held.spread]) for band in bands]


@frozen(kw_only=True)
class Moved:
    """How the register moved: columns of current levels, what their tones are called, rows of the table."""

    chart: Columns
    legend: tuple[tuple[str, str], ...]
    rows: tuple[tuple[RegisterDay, tuple[tuple[tuple[str, int], ...], ...]], ...]


def moved(days: Sequence[RegisterDay]) -> Moved | None:
    """The trend for the page, the latest day first in its table; None while nothing was ever registered."""
    if not any(one.risks for one in days):
        return None
    drawn, legend = [], dict[str, dict[str, None]]()
    for one in days:
        parts = [(_tone_and_name(one, name), n) for name, n in dict(one.levels)[View.CURRENT] if n]
        drawn.append((one.on, [(tone, n) for (tone, _), n in reversed(parts)]))
        for (shown, name), _n in parts:
            legend.setdefault(shown, {})[name] = None
    rows = tuple((one, tuple(_named(one, counted) for _, counted in one.levels)) for one in reversed(days))
    names = tuple(
        (shown, ", ".join(legend[shown])) for shown in ("bad", "part", "good", "none") if shown in legend
    )
    return Moved(chart=columns(drawn), legend=names, rows=rows)


def _named(one: RegisterDay, counted: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """The bands that hold something, by name."""
    return tuple((_tone_and_name(one, name)[1], n) for name, n in counted if n)


def _tone_and_name(one: RegisterDay, name: str) -> tuple[str, str]:
    band = next((b for b in one.method.bands if b.id == name), None) if one.method else None
    return tone(one.method, band), _("not placed") if band is None else band.name


def tone(method: RiskMethod | None, band: Band | None) -> str:
    """`good` up to the acceptance line, `part` for the next band unless it is the last, `bad` beyond it."""
    if method is None or band is None:
        return "none"
    above = sorted(b.lowest for b in method.bands if b.highest > method.acceptable)
    if band.lowest not in above:
        return "good"
    return "part" if len(above) > 1 and band.lowest == above[0] else "bad"
