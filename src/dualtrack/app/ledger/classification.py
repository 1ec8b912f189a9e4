"""How each table is kept: recorded in the ledger, derived or ephemeral; a forgotten one is found."""

from enum import StrEnum

from django.apps import apps
from django.db import models


class Kept(StrEnum):
    """How a table is kept."""

    LEDGER = "ledger"  # the ledger itself
    RECORDED = "recorded"  # each row is the last entry of its object
    VOUCHED = "vouched"  # each row agrees with a recorded one that commits to it, and is written with it
    DERIVED = "derived"  # can be built again from the record and the program
    EPHEMERAL = "ephemeral"  # no fact of the programme: sessions, preferences, jobs


# Tables of other people's apps; ours say it themselves, as the class attribute KEPT.
THIRD_PARTY = {
    "contenttypes.ContentType": Kept.DERIVED,
    "auth.Permission": Kept.DERIVED,
    "auth.Group": Kept.EPHEMERAL,  # unused: rights come from roles, by rules
    "sessions.Session": Kept.EPHEMERAL,
    "account.EmailAddress": Kept.EPHEMERAL,  # unused: the address is the one on record
    "account.EmailConfirmation": Kept.EPHEMERAL,  # unused: nothing is sent
}


def kept(model: type[models.Model]) -> Kept | None:
    """How a table is kept; None when nobody has said."""
    maker: object = model._meta.auto_created  # of a many-to-many table: the model that declares it
    owner = maker if isinstance(maker, type) and issubclass(maker, models.Model) else model
    said = getattr(owner, "KEPT", None)
    return said if isinstance(said, Kept) else THIRD_PARTY.get(owner._meta.label)


def classification() -> dict[str, Kept | None]:
    """Every table of every installed app."""
    return {model._meta.label: kept(model) for model in apps.get_models(include_auto_created=True)}


def unclassified() -> tuple[str, ...]:
    """Tables that nobody has classified: the build fails on one."""
    return tuple(sorted(label for label, how in classification().items() if how is None))
