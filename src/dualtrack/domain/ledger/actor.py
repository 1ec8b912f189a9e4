"""The actor of a change: who did it and through which door, in one validated form."""

import re
from functools import lru_cache

from attrs import frozen

_NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_SEAT = r"[^\s@/:]{1,100}@[^\s@/:]{1,253}"  # <os user>@<host>
_PERSON = re.compile(rf"person:({_NAME})")
_TOKEN = re.compile(rf"token:{_NAME}/by:({_NAME})")
_OPERATOR = re.compile(rf"operator:{_SEAT}")
_SYSTEM = re.compile(rf"system:{_NAME}")
_TERMINAL = re.compile(rf"cli:{_SEAT}")
VIAS = ("ui", "api", "cli", "job", "demo")
_IDS = (_PERSON, _TOKEN, _OPERATOR, _SYSTEM)
_LONGEST = 1000  # characters of an id and a door together; the forms allow some 730
FORMS = "person:<id>, token:<id>/by:<person>, operator:<os user>@<host> or system:<name>"


@frozen
class Actor:
    """Who acts (`id`) and through which door (`via`).

    The command line asks for no password: where somebody acts there in a person's name, the door is
    `cli:<os user>@<host>`, so that the entry keeps who sat there.
    """

    id: str
    via: str

    def __attrs_post_init__(self) -> None:
        """Refuse any other form, so that every record says who in the same way."""
        if well_formed(self.id, self.via):
            return
        if not any(form.fullmatch(self.id) for form in _IDS):
            raise ValueError(f"actor id {self.id!r}: expected {FORMS}")
        raise ValueError(
            f"actor via {self.via!r}: expected one of {', '.join(VIAS)}, or cli:<os user>@<host>"
        )

    @property
    def person_id(self) -> str | None:
        """The person who acts, or on whose behalf a token acts; None for an operator and the system."""
        return person_of(self.id)

    @property
    def can_approve(self) -> bool:
        """Only a person who signed in approves: never an operator, the system, a token or a command line."""
        return _PERSON.fullmatch(self.id) is not None and self.via.partition(":")[0] != "cli"


def well_formed(actor: str, via: object) -> bool:
    """Whether an id and a door have the forms of an actor. The door of a tampered line may be anything."""
    return isinstance(via, str) and len(actor) + len(via) <= _LONGEST and _known(actor, via)


@lru_cache(maxsize=1024)
def _known(actor: str, via: str) -> bool:
    """The same few act again and again; what is refused is remembered too, so it must not be long."""
    door = via in VIAS or _TERMINAL.fullmatch(via) is not None
    return door and any(form.fullmatch(actor) for form in _IDS)


def person_of(actor: str) -> str | None:
    """The person in the id of an actor: who acts, or on whose behalf a token does."""
    found = _PERSON.fullmatch(actor) or _TOKEN.fullmatch(actor)
    return found.group(1) if found else None


def of_token(token: str, person: str) -> str:
    """The id of the actor that a token of a person is."""
    return f"token:{token}/by:{person}"
