"""Minor units: the smallest part of a currency that is paid, by ISO 4217."""

from decimal import Decimal

USUAL = 2
# Currencies whose smallest part is no hundredth; every other one has two digits.
_DIGITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
}
_OF = {code: digits for digits, codes in _DIGITS.items() for code in codes.split()}


def digits(currency: str) -> int:
    """How many digits behind the comma an amount of it has."""
    return _OF.get(currency, USUAL)


def exactly_of(minor: int, currency: str) -> Decimal:
    """So many of its smallest parts as an amount."""
    return Decimal(minor).scaleb(-digits(currency))
