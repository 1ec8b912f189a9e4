"""Fields that several forms share: days, people, controls."""

from collections.abc import Iterable
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.domain.controls.control import Control


class Day(forms.DateField):
    """One day, as the browser's own field."""

    def __init__(self, label: object, *, required: bool = True, help_text: object = "") -> None:
        """Name the field."""
        super().__init__(
            label=label,  # type: ignore[arg-type]  # lazy text is text
            required=required,
            help_text=help_text,  # type: ignore[arg-type]  # as above
            input_formats=["%Y-%m-%d"],
            widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            error_messages={"invalid": _("Give a date as YYYY-MM-DD, such as 2027-06-14.")},
        )


def not_after(form: forms.Form, name: str, today: date) -> None:
    """Put an error on a field whose day lies after today."""
    day = form.cleaned_data.get(name)
    if day is not None and day > today:
        form.add_error(
            name,
            _("%(day)s lies after today (%(today)s); give a day that has come.")
            % {"day": day, "today": today},
        )


def control_choices(controls: Iterable[Control]) -> list[tuple[str, str]]:
    """Controls as choices, by id."""
    return [(c.id, f"{c.id}  {c.title}") for c in sorted(controls, key=lambda c: c.id)]
