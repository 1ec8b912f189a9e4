"""A redacted file in the place of evidence whose file is to be erased: when it stands for the original."""

from enum import StrEnum

from dualtrack.domain.evidence.evidence import Evidence


class RedactionProblem(StrEnum):
    """Why it does not."""

    SAME_FILE = "redaction_is_the_original"
    OTHER_CONTROLS = "redaction_serves_other_controls"
    OTHER_DAYS = "redaction_covers_other_days"


def problem(original: Evidence, redacted: Evidence) -> RedactionProblem | None:
    """The first reason why one cannot stand in the place of the other, or None."""
    checks = (
        (redacted.artifact.sha256 == original.artifact.sha256, RedactionProblem.SAME_FILE),
        (not set(original.controls) <= set(redacted.controls), RedactionProblem.OTHER_CONTROLS),
        (redacted.covers != original.covers, RedactionProblem.OTHER_DAYS),
    )
    return next((reason for failed, reason in checks if failed), None)
