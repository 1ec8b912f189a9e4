"""The command line's words: said in the reader's language where a catalogue holds it, else in English."""

import gettext

import pytest

from dualtrack.app.cli import words


class _German(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return {"{count} problems": "{count} Fehler", "intact": "unversehrt"}.get(message, message)


@pytest.fixture
def german(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_catalogue", _German)


def test_what_no_catalogue_holds_is_said_in_english() -> None:
    assert words.say("{count} problems", count=3) == "3 problems"


@pytest.mark.usefixtures("german")
def test_what_a_catalogue_holds_is_said_with_its_parameters() -> None:
    assert (words.say("intact"), words.say("{count} problems", count=3)) == ("unversehrt", "3 Fehler")


def test_braces_of_a_text_without_parameters_stay() -> None:
    assert words.say("{not filled}") == "{not filled}"


def test_a_parameter_may_be_called_text() -> None:
    assert words.say("the database answered: {text}", text="locked") == "the database answered: locked"
