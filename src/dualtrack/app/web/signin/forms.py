"""Forms of signing in."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils.translation import gettext_lazy as _

from dualtrack.app.accounts.models import User


class PasswordForm(forms.Form):
    """A password said twice, strong enough for the person's address."""

    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters, not a common one."),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Password again"), widget=forms.PasswordInput({"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, user: User | None = None, **kwargs: Any) -> None:
        """Know whose password it will be, where that is known."""
        super().__init__(*args, **kwargs)
        self.user = user

    def address(self, data: dict[str, Any]) -> str:
        """The address that the password must not resemble."""
        del data
        return "" if self.user is None else self.user.email

    def clean(self) -> dict[str, Any]:
        """Both passwords alike, and strong enough for the address."""
        data: dict[str, Any] = super().clean() or {}
        password = data.get("password", "")
        if password and data.get("again") not in (None, password):
            self.add_error("again", _("The two passwords differ; type the same one twice."))
        if password:
            try:
                password_validation.validate_password(password, User(email=self.address(data)))
            except forms.ValidationError as error:
                self.add_error("password", error)
        return data


class SetupForm(PasswordForm):
    """The first person of a home: a name, an address, and the password."""

    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("E-mail"), max_length=254, widget=forms.EmailInput({"autocomplete": "username"})
    )
    field_order = ("name", "email", "password", "again")

    def address(self, data: dict[str, Any]) -> str:
        """The address typed beside it."""
        return str(data.get("email", ""))
