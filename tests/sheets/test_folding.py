"""Headers are compared without case, accents and punctuation."""

from tests.each import each

from dualtrack.sheets.folding import folded, spellings


@each(
    ("text", "expected"),
    [
        ("  Asset_Name: ", "asset name"),
        ("Propriétaire", "proprietaire"),
        ("Nächste Prüfung", "nachste prufung"),
        ("Maßnahme", "massnahme"),
        ("DPA signed?", "dpa signed"),
        ("Číslo", "cislo"),
        ("--", ""),
        ("שם", "שם"),
    ],
)
def test_what_is_left_are_words(text: str, expected: str) -> None:
    assert folded(text) == expected


def test_umlauts_may_be_spelt_out() -> None:
    assert spellings("Eigentümer") & spellings("EIGENTUEMER")
    assert spellings("Eigentümer") & spellings("Eigentumer")
    assert spellings("Eigentu\u0308mer") == spellings("Eigentümer")
    assert not spellings("Eigentum") & spellings("Eigentümer")
