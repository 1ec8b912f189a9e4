"""What an internal audit or a management review takes in of SOC 2, as its task or its wording says it.

Beyond 9.2 and 9.3.2: what the combined programme adds to both, so that CC4.1 and CC4.2 rest on them too.
"""

import re
from enum import StrEnum

from attrs import frozen


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
    """What one task of the plan, or one engagement, is to cover; the words are those of `Artefact`."""

    task: str
    kind: TaskKind
    covers: frozenset[str]


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


def named_in(text: str) -> frozenset[str]:
    """The artefacts that a text names; one that names SOC 2 itself is taken to mean all of them."""
    if _WHOLE.search(text):
        return frozenset(Artefact)
    return frozenset(artefact for artefact, words in _WORDS if words.search(text))
