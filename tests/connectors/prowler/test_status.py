"""Prowler's status words."""

from tests.each import each

from dualtrack.connectors.prowler.status import status_of
from dualtrack.domain.evidence.observation import CheckStatus, Outcome, outcome_of


@each(
    ("word", "status"),
    [
        ("PASS", CheckStatus.PASS),
        ("FAIL", CheckStatus.FAIL),
        ("MANUAL", CheckStatus.MANUAL),
        ("WARNING", CheckStatus.WARN),
        ("WARN", CheckStatus.WARN),
        ("INFO", CheckStatus.INFORMATIONAL),
        ("MUTED", CheckStatus.MUTED),
        ("ERROR", CheckStatus.ERROR),
        ("NOT_APPLICABLE", CheckStatus.NOT_APPLICABLE),
        (" fail ", CheckStatus.FAIL),
        ("Pass", CheckStatus.PASS),
    ],
)
def test_the_words_of_all_versions(word: str, status: CheckStatus) -> None:
    assert status_of(word, muted=False) is status


@each("word", ["", " ", "PASSED", "OK", "0", "PASS!", "NOT PASS", "PASS FAIL", "ПASS"])
def test_any_other_word_is_unknown_and_never_a_pass(word: str) -> None:
    assert status_of(word, muted=False) is CheckStatus.UNKNOWN
    assert outcome_of(status_of(word, muted=False)) is Outcome.UNKNOWN


@each("word", ["PASS", "FAIL", "MANUAL", "", "GREEN"])
def test_muted_is_an_exception_whatever_lies_below(word: str) -> None:
    assert status_of(word, muted=True) is CheckStatus.MUTED
    assert outcome_of(status_of(word, muted=True)) is Outcome.EXCEPTED
