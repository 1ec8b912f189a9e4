"""Every finding of the registers has its sentence, with each parameter that it names."""

from datetime import date
from string import Formatter

from tests.domain.registers import records as make
from tests.every import every

from dualtrack.app.programme.finding_words import SENTENCES, finding_text
from dualtrack.domain.registers.finding import Code, lack
from dualtrack.domain.registers.findings import findings
from dualtrack.domain.registers.things import Asset, AssetKind, Service

TODAY = date(2026, 3, 2)


def test_no_finding_is_without_words() -> None:
    assert set(SENTENCES) == set(Code)


@every(Code)
def test_a_sentence_ends_and_names_nothing_twice(code: Code) -> None:
    sentence = SENTENCES[code]
    names = [name for _, name, _, _ in Formatter().parse(sentence) if name]
    assert sentence.endswith(".")
    assert len(names) == len(set(names))


def test_people_are_told_by_name_where_they_may_be() -> None:
    service = Service(id="S-1", name="Mail", owner="ann")
    found = lack(Code.OWNER_LEFT, service, name=service.name, person="ann", field="owner")
    assert finding_text(found, {"ann": "Ann Berg"}) == (
        "Mail: Ann Berg answers for it and has left; name somebody else."
    )
    assert finding_text(found, {}).startswith("Mail: ann answers for it")


def test_what_never_happened_is_said_so() -> None:
    found = {one.code: finding_text(one, {}) for one in findings(make.held(day=TODAY), ("security",))}
    assert "No exercise of this kind in time: " in found[Code.EXERCISE_MISSING]
    assert "(last: never)" in found[Code.EXERCISE_MISSING]


def test_what_is_found_over_invented_registers_has_words() -> None:
    held = make.held(Asset(id="A-1", name="Mail", kind=AssetKind.DATA), day=TODAY)
    told = [finding_text(one, {}) for one in findings(held, ("security", "privacy"))]
    assert "Mail has no owner; name one." in told
    assert not [text for text in told if "{" in text]
