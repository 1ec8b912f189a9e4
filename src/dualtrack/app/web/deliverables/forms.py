"""What is said when a document is prepared for release, and when a release is taken back."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.domain.audits.engagement import Engagement


class PrepareForm(forms.Form):
    """What changed, and for whom it is cut."""

    prefix = "prepare"
    change = forms.CharField(
        label=_("What changed since the version before, and why"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    engagement = forms.ChoiceField(label=_("Cut for"), required=False)
    major = forms.BooleanField(
        label=_("Count the version up before the point (1.3, then 2.0)"), required=False
    )

    def __init__(self, data: Any = None, *, engagements: Iterable[Engagement], **kwargs: Any) -> None:
        """Offer the audits that the document is for."""
        super().__init__(data, **kwargs)
        field = self.fields["engagement"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", _("nobody in particular")), *((e.id, e.title) for e in engagements)]


class WithdrawForm(forms.Form):
    """Why a version is taken back."""

    prefix = "withdraw"
    because = forms.CharField(
        label=_("Why; whoever holds it is told"), max_length=2000, widget=forms.Textarea({"rows": 2})
    )
