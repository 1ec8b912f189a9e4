"""Words of the advice: no code without words, no words without a code, nothing left to fill in."""

import re
from pathlib import Path

from tests.each import each

import dualtrack.domain.programme.advice as here
from dualtrack.domain.programme.advice.answer_faults import AnswerFault, Expected
from dualtrack.domain.programme.advice.fault_words import EXPECTED, expected_text
from dualtrack.domain.programme.advice.reason_words import REASONS
from dualtrack.domain.programme.advice.statement import Topic, because, statement
from dualtrack.domain.programme.advice.terms import TERMS, amount
from dualtrack.domain.programme.advice.topics import TOPICS
from dualtrack.domain.programme.advice.words import STATEMENTS, reason_said, said

_FOLDER = Path(str(here.__file__)).parent
_RULES = "\n".join(
    path.read_text(encoding="utf-8") for path in _FOLDER.glob("*.py") if not path.name.endswith("words.py")
)


@each("code", sorted(STATEMENTS.keys() | REASONS.keys()))
def test_every_word_has_a_rule_that_says_it(code: str) -> None:
    made = {f"{report}_only" for report in ("soc2", "iso27001")}
    made |= {f"type_1_{one}" for one in ("yes", "no", "not_asked")}
    made |= {f"{one}_passed" for one in ("day_not_reached", "against_day", "needed_first")}
    assert code in made or f'"{code}"' in _RULES


def test_every_topic_and_every_fault_has_words() -> None:
    assert set(TOPICS) == set(Topic)
    assert set(EXPECTED) == set(Expected)


def test_a_sentence_in_another_language_keeps_its_figures() -> None:
    one = statement(
        Topic.DURATION,
        "profile",
        (because("no_foundation"),),
        profile="from-scratch",
        low=16,
        high=18,
        start="2027-01-04",
        audit="2028-04-30",
        ends="2028-06-01",
    )
    german = {
        STATEMENTS[one.code]: "Profil {profile}, {months}, ab {start}.",
        "{low} to {high} months": "{low} bis {high} Monate",
    }
    assert (
        said(one, lambda text: german.get(text, text))
        == "Profil from-scratch, 16 bis 18 Monate, ab 2027-01-04."
    )


@each(
    ("text", "shown"),
    [("1234567", "1,234,567"), ("1250.5", "1,250.50"), ("0", "0"), ("1E+3", "1,000"), ("much", "much")],
)
def test_amounts_with_their_thousands(text: str, shown: str) -> None:
    assert amount(text) == shown


def test_codes_in_lists_become_words() -> None:
    assert reason_said(because("exists", what="policies isms")) == (
        "there is already: policies, an ISMS without a certificate"
    )
    assert all(not re.search(r"[{}_]", word) for word in TERMS.values())


def test_a_fault_says_what_came_and_what_was_expected() -> None:
    one = AnswerFault(
        field="headcount", came="0", expected=Expected.NUMBER, params=(("low", "1"), ("high", "9"))
    )
    assert expected_text(one) == "0 is out of range; expected a whole number from 1 to 9"
