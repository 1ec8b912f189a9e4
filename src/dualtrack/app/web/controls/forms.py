"""What may be entered about one control."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.programme.work_words import delta_title
from dualtrack.app.web.base.choices import Day, not_after
from dualtrack.domain.controls.control import Control
from dualtrack.domain.controls.document import DocumentKind
from dualtrack.domain.programme.work import Work

_KINDS = {
    DocumentKind.POLICY: _("policy"),
    DocumentKind.PROCEDURE: _("procedure"),
    DocumentKind.STATEMENT: _("statement"),
    DocumentKind.RECORD: _("record"),
}


class ControlForm(forms.Form):
    """Who owns it and since when it operates."""

    prefix = "control"
    owner = forms.ChoiceField(label=_("Owner"), required=False)
    operating_since = Day(_("Operates since"), required=False)
    reason = forms.CharField(label=_("Why"), required=False, max_length=500)

    def __init__(
        self, data: Any, *, control: Control, names: Mapping[str, str], today: date, **kwargs: Any
    ) -> None:
        """Offer the people on record; begin with what is held."""
        held = {"owner": control.owner or "", "operating_since": control.operating_since}
        super().__init__(data, initial=held, **kwargs)
        self.today = today
        field = self.fields["owner"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("nobody yet")), *sorted(names.items(), key=lambda item: item[1].lower())]

    def clean(self) -> None:
        """It cannot operate since a day to come."""
        super().clean()
        not_after(self, "operating_since", self.today)


class DeliveryForm(forms.Form):
    """How the control delivers a delta that no register shows."""

    prefix = "delivery"
    delta = forms.ChoiceField(label=_("What is delivered"))
    note = forms.CharField(
        label=_("How, and where it can be seen"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, data: Any = None, *, work: Sequence[Work], **kwargs: Any) -> None:
        """Offer what is owed and may be said by a note."""
        super().__init__(data, **kwargs)
        field = self.fields["delta"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(f"{w.framework}:{w.delta}", delta_title(w.framework, w.delta)) for w in work]

    @property
    def chosen(self) -> tuple[str, str]:
        """Framework and delta."""
        framework, _colon, delta = self.cleaned_data["delta"].partition(":")
        return framework, delta


class DeviationForm(forms.Form):
    """One item that did not operate as described."""

    prefix = "deviation"
    occurred_on = Day(_("Day"))
    description = forms.CharField(
        label=_("What happened"), max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    cause = forms.CharField(label=_("Cause, as far as known"), required=False, max_length=4000)
    response = forms.CharField(label=_("Response"), required=False, max_length=4000)


class DocumentForm(forms.Form):
    """The next version of a document of this control."""

    prefix = "document"
    title = forms.CharField(
        label=_("Title"), max_length=200, help_text=_("The same title again makes the next version.")
    )
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[(k.value, v) for k, v in _KINDS.items()], initial=DocumentKind.PROCEDURE
    )
    file = forms.FileField(
        label=_("File"), error_messages={"empty": _("The file is empty; nothing was stored.")}
    )
