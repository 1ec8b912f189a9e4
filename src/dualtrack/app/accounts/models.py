"""Tables of people and of how they sign in."""

from typing import Any, ClassVar, Self

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.module_loading import import_string

from dualtrack.app.ledger.classification import Kept
from dualtrack.app.ledger.recorded import Recorded, RecordedQuerySet, refuse
from dualtrack.domain.ledger.access import AccessDay
from dualtrack.domain.ledger.person import Grant, Person, PersonDetails
from dualtrack.domain.ledger.sign_in import SetupLink, SignIn
from dualtrack.domain.ledger.token import Token


class PersonRow(Recorded):
    """A person, without personal fields."""

    VALUE = Person
    roles = models.JSONField()
    jobs = models.JSONField()
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)


class PersonDetailsRow(Recorded):
    """Name and address of a person."""

    VALUE = PersonDetails
    name = models.TextField()
    email = models.TextField()


class GrantRow(Recorded):
    """An auditor's access to one engagement."""

    VALUE = Grant
    person = models.CharField(max_length=64, db_index=True)
    engagement = models.CharField(max_length=64)
    since = models.DateField()
    until = models.DateField()


class TokenRow(Recorded):
    """A token of the API, without its text: no backup that holds the row lets its holder in."""

    VALUE = Token
    name = models.TextField()
    owner = models.CharField(max_length=64, db_index=True)
    scopes = models.JSONField()
    digest = models.CharField(max_length=64)
    made_on = models.DateField()
    expires_on = models.DateField()
    revoked_on = models.DateField(null=True)
    revoked_by = models.TextField(null=True)


class AccessDayRow(Recorded):
    """A sealed day of the access log."""

    VALUE = AccessDay
    day = models.DateField(db_index=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    lines = models.PositiveBigIntegerField()
    unreadable = models.PositiveBigIntegerField()
    lost = models.PositiveBigIntegerField()


class SignInRow(Recorded):
    """What the record says of a sign-in: `User` is to agree with it."""

    VALUE = SignIn
    password = models.CharField(max_length=64, null=True)
    active = models.BooleanField()


class SetupLinkRow(Recorded):
    """A one-time link, without its text: nobody who holds the row can open it."""

    VALUE = SetupLink
    person = models.CharField(max_length=64, blank=True, db_index=True)
    expires_at = models.DateTimeField()


UserManager = BaseUserManager.from_queryset(RecordedQuerySet)


class User(AbstractBaseUser):
    """The sign-in of a person as Django reads it; what matters of it is vouched for by the record."""

    KEPT: ClassVar[Kept] = Kept.VOUCHED
    OPENED_BY: ClassVar[str] = "dualtrack.app.accounts.sign_ins.opens"
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    id = models.CharField(max_length=64, primary_key=True)  # the person's id
    email = models.EmailField(unique=True)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[BaseUserManager[Self]] = UserManager()

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        """Refused outside `record`, but for the time of the last sign-in."""
        if set(kwargs.get("update_fields") or ()) != {"last_login"}:
            refuse(type(self), "save()")
        super().save_base(*args, **kwargs)

    def check_password(self, raw_password: str | None) -> bool:
        """True for the password that the record knows; what looks there writes this table, and is named."""
        return bool(import_string(self.OPENED_BY)(self, raw_password))

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Rights come from roles, in `rights`; Django's own permissions are not used."""
        del perm, obj
        return False


class SetupToken(models.Model):
    """A link of a home made before links were on record; `dualtrack up` takes it over and from here."""

    KEPT: ClassVar[Kept] = Kept.EPHEMERAL
    SECRET: ClassVar[bool] = True  # no backup holds one
    digest = models.CharField(max_length=64, primary_key=True)
    expires_at = models.DateTimeField()
    person = models.CharField(max_length=64, blank=True)  # empty: the first person, who is yet to be made
