"""What a person decides about one judgement of a pair, beside the judgement itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.mappings.steps import Step

_LONGEST = 2000


class StepForm(forms.Form):
    """Accept or reject one judgement; ours is accepted by making it the organisation's own."""

    about = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        choices=[(s.value, s.value) for s in (MappingStatus.ACCEPTED, MappingStatus.REJECTED)],
        error_messages={
            "required": gettext_lazy("Say whether it is accepted or rejected, with one of the two buttons."),
            "invalid_choice": gettext_lazy("%(value)s is no decision; it is accepted or rejected."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=_LONGEST,
        help_text=gettext_lazy("A rejection says why; otherwise as you wish."),
    )

    def __init__(self, data: Any = None, *, step: Step | None = None) -> None:
        """Begin with the judgement that the form is about."""
        about = "" if step is None else step.decision.id
        super().__init__(data, initial={"about": about}, auto_id=f"{about}_%s")
        self.step = step

    @property
    def to(self) -> MappingStatus:
        """What was decided."""
        return MappingStatus(self.cleaned_data["verdict"])

    @property
    def said(self) -> list[str]:
        """Everything that is wrong, for a page that shows its fields one by one."""
        return [str(error) for errors in self.errors.values() for error in errors]

    def clean(self) -> None:
        """The judgement is one of this pair as it stands now."""
        if self.step is None:
            raise forms.ValidationError(
                _("No judgement of this pair has this id; it was decided or replaced meanwhile. Look again.")
            )
