"""Accept or refuse the proposals that were ticked; what is wrong with each is said by the programme."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dualtrack.domain.programme.proposing import Wanted


class DecisionForm(forms.Form):
    """One word and one reason for all that is ticked."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("A refusal says why; an acceptance may."),
    )

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        """Remember what was ticked, which has no field of its own."""
        super().__init__(data, **kwargs)
        self.ticked: tuple[str, ...] = tuple(data.getlist("proposals")) if data is not None else ()
        self.word: str = data.get("word", "") if data is not None else ""

    def clean(self) -> dict[str, Any]:
        """Something is ticked, and what is to become of it is said."""
        if not self.ticked:
            raise forms.ValidationError(_("No proposal is chosen; tick those that you decide about."))
        if not self.word:
            raise forms.ValidationError(_("Say whether they are accepted or refused."))
        return self.cleaned_data

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """Each as a decision by itself; a control's id is what stands before the requirement's."""
        pairs = (one.rpartition("/") for one in dict.fromkeys(self.ticked))
        reason = self.cleaned_data["reason"]
        return tuple(
            Wanted(row=None, control=control, requirement=requirement, word=self.word, reason=reason)
            for control, _slash, requirement in pairs
        )

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that is wrong."""
        return tuple(str(error) for errors in self.errors.values() for error in errors)
