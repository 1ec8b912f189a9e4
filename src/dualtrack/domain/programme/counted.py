"""Whether what stands in for an erased entry says the same wherever a status is read from it.

The next value of the object stands in, so a status of a day between them would be told from it. Where it says
otherwise in anything that counts, the entry does not leave: erasing rewrites no status of the past.
"""

from collections.abc import Iterator
from typing import Any

import attrs

from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.design import digest
from dualtrack.domain.programme.fold import COLLECTIONS
from dualtrack.domain.risks.register import RISK_COLLECTIONS
from dualtrack.domain.scope.things import REPORTED

COUNTED = frozenset(
    {*COLLECTIONS, *RISK_COLLECTIONS, *REPORTED}
)  # kinds that statuses and levels are read from

# Fields that no status is read from: words, and who said them. A field that is not named here counts.
_UNREAD: dict[str, tuple[str, ...]] = {
    "applicability": ("owner_role", "decided_by"),
    "asset": ("notes", "name", "description", "owner", "custodian", "location", "site"),
    "control": ("owner_role", "effort_hours"),
    "deviation": ("description", "noted_by", "cause", "response"),
    "engagement": ("title", "firm"),
    "evidence": ("title", "submitted_by", "note"),
    "framework_added": ("added_by",),
    "mapping_decision": ("entered_by", "decided_by", "reason"),
    "nonconformity": ("description", "raised_by"),
    "observation_period": ("note",),
    "risk_assessment": ("assessed_by", "reason"),
    "scope_reason": ("owner",),
    "scope_version": ("name", "statement"),
    "service": ("notes", "name", "description", "owner", "customers"),
}
# Fields of which a status reads only whether they are filled in.
_IF_THERE: dict[str, tuple[str, ...]] = {
    "applicability": ("exclusion",),
    "control": ("owner",),
    "delta_note": ("note", "said_by"),
    "risk": ("retired_because",),
    "scope_reason": ("reason",),
}
_WORDING = ("title", "purpose", "activity")  # of a control: it counts as far as an approval is bound to it


def differences(
    kind: str, before: Any, after: Any, approved: frozenset[str] = frozenset()
) -> tuple[str, ...]:
    """Fields in which two values of a kind differ as far as a status is read from them; none of other kinds.

    `approved`: digests of wordings of the control that an approval was bound to while the first one stood.
    """
    return tuple(_differences(kind, before, after, approved)) if kind in COUNTED else ()


def _differences(kind: str, before: Any, after: Any, approved: frozenset[str]) -> Iterator[str]:
    for field in attrs.fields(type(before)):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old == new or field.name in _UNREAD.get(kind, ()):
            continue
        if_there = field.name in _IF_THERE.get(kind, ()) or _is_free_wording(
            field.name, before, after, approved
        )
        if not if_there or _filled(old) != _filled(new):
            yield field.name


def _is_free_wording(name: str, before: Any, after: Any, approved: frozenset[str]) -> bool:
    return isinstance(before, Control) and name in _WORDING and not approved & {digest(before), digest(after)}


def _filled(said: object) -> bool:
    return bool(said.strip()) if isinstance(said, str) else bool(said)
