"""Adding evidence: a file, the controls that it serves, the days that it covers."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.web.base.choices import Day, control_choices, not_after
from dualtrack.domain.controls.control import Control


class EvidenceForm(forms.Form):
    """One file and what it speaks about; the day on which it is received is set by us."""

    file = forms.FileField(
        label=_("File"),
        error_messages={
            "required": _("Choose a file, or drop one here."),
            "empty": _("The file is empty; nothing was stored."),
        },
    )
    controls = forms.MultipleChoiceField(
        label=_("Controls that it serves"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one control."),
            "invalid_choice": _("%(value)s is no control of yours; choose from the list."),
        },
    )
    covers_from = Day(_("Covers from"))
    covers_to = Day(_("to"))
    performed_on = Day(_("Performed on"), required=False, help_text=_("Empty: the last day covered."))
    title = forms.CharField(
        label=_("Title"), required=False, max_length=200, help_text=_("Empty: the file's name.")
    )
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea({"rows": 2})
    )

    def __init__(self, *args: Any, controls: Iterable[Control], today: date, **kwargs: Any) -> None:
        """Offer the controls that the person may add to."""
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["controls"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = control_choices(controls)

    def clean(self) -> None:
        """Days in order, and none to come."""
        super().clean()
        for name in ("covers_from", "covers_to", "performed_on"):
            not_after(self, name, self.today)
        first, last = self.cleaned_data.get("covers_from"), self.cleaned_data.get("covers_to")
        performed = self.cleaned_data.get("performed_on")
        if first and last and last < first:
            self.add_error("covers_to", _("This lies before the first day covered; exchange the two."))
        if first and performed and performed < first:
            self.add_error("performed_on", _("It cannot be performed before the days that it covers."))
