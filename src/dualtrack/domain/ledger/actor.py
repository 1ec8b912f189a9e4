"""The actor of a change: who did it and through which door, in one validated form."""

import re

from attrs import field, frozen

_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_PERSON = re.compile(rf"person:({_NAME})")
_TOKEN = re.compile(rf"token:{_NAME}/by:({_NAME})")
_OPERATOR = re.compile(r"operator:[^\s@/:]{1,100}@[^\s@/:]{1,253}")
_SYSTEM = re.compile(rf"system:{_NAME}")
VIAS = ("ui", "api", "cli", "job", "demo")
FORMS = "person:<id>, token:<id>/by:<person>, operator:<os user>@<host> or system:<name>"


def _checked_id(_instance: object, _attribute: object, value: object) -> None:
    forms = (_PERSON, _TOKEN, _OPERATOR, _SYSTEM)
    if not isinstance(value, str) or not any(form.fullmatch(value) for form in forms):
        raise ValueError(f"actor id {value!r}: expected {FORMS}")


def _checked_via(_instance: object, _attribute: object, value: object) -> None:
    if value not in VIAS:
        raise ValueError(f"actor via {value!r}: expected one of {', '.join(VIAS)}")


@frozen
class Actor:
    """Who acts (`id`) and through which door (`via`)."""

    id: str = field(validator=_checked_id)
    via: str = field(validator=_checked_via)

    @property
    def person_id(self) -> str | None:
        """The person who acts, or on whose behalf a token acts; None for an operator and the system."""
        found = _PERSON.fullmatch(self.id) or _TOKEN.fullmatch(self.id)
        return found.group(1) if found else None

    @property
    def can_approve(self) -> bool:
        """Only a person in person approves: never an operator, the system or a token."""
        return _PERSON.fullmatch(self.id) is not None
