"""What an internal audit or a management review takes in of SOC 2, as its task or its wording says it.

Beyond 9.2 and 9.3.2: what the combined programme adds to both, so that CC4.1 and CC4.2 rest on them too.
"""

import re
from datetime import date
from enum import StrEnum

from attrs import frozen

from dualtrack.domain.controls.period import Period


class TaskKind(StrEnum):
    """The two tasks that the pattern looks at."""

    INTERNAL_AUDIT = "internal_audit"
    MANAGEMENT_REVIEW = "management_review"


class Artefact(StrEnum):
    """What is SOC 2's own and belongs into an audit or a review of the whole."""

    CRITERIA = "soc2_criteria"
    DESCRIPTION = "system_description"
    USER_CONTROLS = "user_entity_controls"
    PERIOD = "observation_period"
    DEVIATIONS = "deviations"
    CHANGES = "system_changes"
    ASSERTION = "management_assertion"


WANTED: dict[TaskKind, tuple[Artefact, ...]] = {
    TaskKind.INTERNAL_AUDIT: (Artefact.CRITERIA, Artefact.DESCRIPTION, Artefact.USER_CONTROLS),
    TaskKind.MANAGEMENT_REVIEW: (
        Artefact.PERIOD,
        Artefact.DEVIATIONS,
        Artefact.USER_CONTROLS,
        Artefact.CHANGES,
        Artefact.ASSERTION,
    ),
}


@frozen(kw_only=True)
class AuditTaskScope:
    """What the plan says of one audit or review; the words of `covers` are those of `Artefact`."""

    task: str
    kind: TaskKind
    covers: frozenset[str] | None = None  # none: the plan does not say
    said_on: date | None = None  # since when it says so
    planned_for: date | None = None  # the last day of work at it
    period: Period | None = None  # the SOC 2 period in which it belongs
    outside_since: date | None = None  # since when it lies outside that period

    def during(self, day: date) -> bool:
        """True for a day of the period in which it belongs."""
        return self.period is not None and self.period.start <= day <= self.period.end


_WHOLE = re.compile(r"\bsoc[\s-]?2\b|trust services criteria|\btype (2|ii)\b", re.IGNORECASE)
_WORDS: tuple[tuple[Artefact, re.Pattern[str]], ...] = (
    (Artefact.CRITERIA, re.compile(r"\bCC[1-9]\b|\bCC[1-9]\.\d")),
    (Artefact.DESCRIPTION, re.compile(r"system description|description of the system", re.IGNORECASE)),
    (Artefact.USER_CONTROLS, re.compile(r"\bCUECs?\b|user entit", re.IGNORECASE)),
    (Artefact.PERIOD, re.compile(r"observation period", re.IGNORECASE)),
    (Artefact.DEVIATIONS, re.compile(r"\bdeviations?\b", re.IGNORECASE)),
    (Artefact.CHANGES, re.compile(r"changes to the system|system changes", re.IGNORECASE)),
    (Artefact.ASSERTION, re.compile(r"\bassertion\b", re.IGNORECASE)),
)


_ISO = re.compile(r"\biso\b|\bisms\b|27001|\bclauses?\b|\bannex a\b|\bA\.[5-8]\b|\b9\.[23]\b", re.IGNORECASE)
_PARTS = re.compile(r"[.;,:]\s|\n|\bbut\b|(?=\b(?:without|except|excluding)\b)", re.IGNORECASE)
_LEFT_OUT = re.compile(
    r"\bwithout\b|\bexcept\b|\bexclud\w+|\b(left|leaves?|leaving) out\b|\bout of scope\b|\bpostponed\b"
    r"|\bnot (yet )?(covered|included|audited|reviewed|looked at|in scope|part of|soc)\b",
    re.IGNORECASE,
)


def named_in(text: str) -> frozenset[str]:
    """The artefacts that a text takes in; SOC 2 itself means all of them, what it leaves out taken off."""
    parts = _PARTS.split(text)
    out = frozenset[str]().union(*(_named(part) for part in parts if _LEFT_OUT.search(part)))
    taken = frozenset[str]().union(*(_named(part) for part in parts if not _LEFT_OUT.search(part)))
    return taken - out


def _named(part: str) -> frozenset[str]:
    whole = _WHOLE.search(part)
    single = frozenset(artefact for artefact, words in _WORDS if words.search(part))
    return frozenset(Artefact) if whole and not (single and _LEFT_OUT.search(part)) else single


def says_its_scope(text: str) -> bool:
    """True for a text that names a framework or something of one: it can be held to what it covers."""
    return bool(_ISO.search(text) or _WHOLE.search(text)) or any(w.search(text) for _, w in _WORDS)
