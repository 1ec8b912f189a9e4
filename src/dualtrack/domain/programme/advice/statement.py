"""One sentence of the advice as a value: a code with its parameters, and the reasons that it rests on."""

from enum import StrEnum

from attrs import field, frozen

Params = tuple[tuple[str, str], ...]


class Topic(StrEnum):
    """What a sentence is about; the answer is in this order."""

    REPORTS = "reports"
    SCENARIO = "scenario"
    ORDER = "order"
    DURATION = "duration"
    PERIOD = "period"
    CATEGORIES = "categories"
    COST = "cost"
    TYPE_1 = "type_1"
    LATER = "later"
    DECIDE = "decide_now"


@frozen
class Because:
    """One reason: what was answered, what a customer said, or a rule with its source."""

    code: str
    params: Params = ()


def _reasons_there(_: object, __: object, value: tuple[Because, ...]) -> None:
    if not value:
        raise ValueError("a sentence of the advice needs a reason")


@frozen
class Statement:
    """A sentence with its reasons; one without a reason cannot be made."""

    topic: Topic
    code: str
    params: Params = ()
    because: tuple[Because, ...] = field(default=(), validator=_reasons_there)


def because(code: str, **params: object) -> Because:
    """A reason with its parameters as text."""
    return Because(code, _text(params))


def statement(topic: Topic, code: str, reasons: tuple[Because, ...], **params: object) -> Statement:
    """A sentence with its parameters as text."""
    return Statement(topic, code, _text(params), reasons)


def _text(params: dict[str, object]) -> Params:
    return tuple((name, str(value)) for name, value in params.items())
