"""Prowler's status words, over all its versions, and when a result is muted."""

from dualtrack.domain.evidence.observation import CheckStatus

_WORDS = {
    "PASS": CheckStatus.PASS,
    "FAIL": CheckStatus.FAIL,
    "MANUAL": CheckStatus.MANUAL,
    "WARNING": CheckStatus.WARN,  # version 2, and what version 3 made of an allow-listed result
    "WARN": CheckStatus.WARN,
    "INFO": CheckStatus.INFORMATIONAL,  # versions 2 and 3
    "MUTED": CheckStatus.MUTED,  # late version 3
    "ERROR": CheckStatus.ERROR,
    "NOT_APPLICABLE": CheckStatus.NOT_APPLICABLE,
}


def status_of(word: str, *, muted: bool) -> CheckStatus:
    """The status; a word that we do not know is unknown, muted or not it is never a pass."""
    if muted:
        return CheckStatus.MUTED
    return _WORDS.get(word) or _WORDS.get(word.strip().upper(), CheckStatus.UNKNOWN)
