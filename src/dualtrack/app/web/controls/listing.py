"""The list of controls: searched, narrowed, grouped by area."""

from collections.abc import Iterable

from attrs import frozen
from django.utils.translation import gettext as _

from dualtrack.app.programme.memo import Judged
from dualtrack.domain.controls.area import area_of
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.design import Design
from dualtrack.domain.programme.operation import Operation
from dualtrack.domain.programme.statuses import ControlStatus


@frozen(kw_only=True)
class Row:
    """One control with its standing."""

    control: Control
    status: ControlStatus

    def of(self, framework: str) -> object:
        """Its standing in one framework, for the template."""
        return self.status.of(framework)

    @property
    def serves(self) -> str:
        """`soc2`, `iso27001` or `both`."""
        served = [b.framework for b in self.status.by_framework]
        return served[0] if len(served) == 1 else "both"

    def has_operation(self, *wanted: Operation) -> bool:
        """True when it stands so in any framework."""
        return any(b.operation in wanted for b in self.status.by_framework)


def narrowings() -> dict[str, str]:
    """Ways to narrow the list, with their names."""
    return {
        "": _("all controls"),
        "trouble": _("deviations, not evidenced or not operating"),
        "unapproved": _("design not approved"),
        "unowned": _("without an owner"),
        "owed": _("document owed"),
        "both": _("serving both"),
        "soc2": _("serving SOC 2 only"),
        "iso27001": _("serving ISO 27001 only"),
    }


_TROUBLE = (Operation.DEVIATIONS, Operation.NOT_EVIDENCED, Operation.NOT_OPERATING)


def _shows(row: Row, show: str) -> bool:
    rules = {
        "trouble": lambda: row.has_operation(*_TROUBLE),
        "unapproved": lambda: any(b.design is not Design.APPROVED for b in row.status.by_framework),
        "unowned": lambda: row.control.owner is None,
        "owed": lambda: bool(row.status.owed),
    }
    if show in rules:
        return bool(rules[show]())
    return show not in ("both", "soc2", "iso27001") or row.serves == show


def rows(judged: Judged, search: str, show: str) -> list[Row]:
    """Controls whose words hold every word of the search, narrowed."""
    wanted = search.lower().split()
    made = (Row(control=judged.controls[s.id], status=s) for s in judged.readiness.controls)
    return [r for r in made if _shows(r, show) and _holds(r.control, wanted)]


def _holds(control: Control, wanted: Iterable[str]) -> bool:
    text = " ".join((control.id, control.title, control.purpose, *control.requirements)).lower()
    return all(word in text for word in wanted)


def by_area(found: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """Rows under the titles of their areas, in the order in which areas first appear."""
    groups: dict[str, list[Row]] = {}
    for row in found:
        groups.setdefault(area_of(row.control.id), []).append(row)
    return list(groups.items())
