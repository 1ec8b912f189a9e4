"""The decision on one Annex A control or criterion: in, with its grounds, or out, with the reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import frozen
from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.web.base.choices import Day
from dualtrack.domain.controls.area import role_title
from dualtrack.domain.risks.applicability import Applicability, Ground, Justification

_GROUNDS = {
    Ground.RISK: _("a risk asks for it"),
    Ground.LEGAL: _("law or contract"),
    Ground.CRITERION: _("a SOC 2 criterion"),
    Ground.PRACTICE: _("good practice"),
}


@frozen
class Decider:
    """Who decides, and on which day."""

    actor: str
    day: date


class ApplicabilityForm(forms.Form):
    """ISO/IEC 27001 6.1.3 d: why it is included, or why it is excluded."""

    included = forms.ChoiceField(
        label=_("Does it apply?"),
        choices=[("yes", _("included")), ("no", _("excluded"))],
        widget=forms.RadioSelect,
    )
    ground = forms.ChoiceField(
        label=_("Ground, when included"),
        choices=[(g.value, text) for g, text in _GROUNDS.items()],
        required=False,
    )
    reference = forms.CharField(
        label=_("What it points at"),
        required=False,
        max_length=200,
        help_text=_("A risk, a law, a contract or a criterion, such as R-07 or CC6.1."),
    )
    text = forms.CharField(label=_("What it asks"), required=False, max_length=500)
    exclusion = forms.CharField(
        label=_("Justification, when excluded"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )
    owner_role = forms.ChoiceField(label=_("Who answers for the exclusion"), required=False)
    review_on = Day(_("Looked at again by"), required=False)

    def __init__(self, data: Any = None, *, roles: Iterable[str], **kwargs: Any) -> None:
        """Offer the roles by which controls name their owners."""
        super().__init__(data, **kwargs)
        field = self.fields["owner_role"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "–"), *((role, role_title(role)) for role in sorted(roles))]

    def clean(self) -> None:
        """What is left out has somebody who answers for it, and a day by which it is looked at again."""
        super().clean()
        if self.cleaned_data.get("included") != "no":
            return
        for name in ("owner_role", "review_on"):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("An exclusion needs it (ISO/IEC 27001 6.1.3 d)."))

    def decision(self, requirement: str, by: Decider) -> Applicability:
        """What was decided, as a value."""
        said = self.cleaned_data
        included = said["included"] == "yes"
        ground = Justification(
            ground=Ground(said["ground"] or Ground.PRACTICE), reference=said["reference"], text=said["text"]
        )
        return Applicability(
            requirement=requirement,
            included=included,
            justifications=(ground,) if included and said["reference"].strip() else (),
            exclusion="" if included else said["exclusion"],
            owner_role="" if included else said["owner_role"],
            review_on=None if included else said["review_on"],
            decided_by=by.actor,
            decided_on=by.day,
        )


class RelevanceForm(forms.Form):
    """DC 200 DC 8: whether a criterion that is not common is relevant, and why it is not."""

    included = forms.ChoiceField(
        label=_("Is it relevant?"),
        choices=[("yes", _("relevant")), ("no", _("not relevant"))],
        widget=forms.RadioSelect,
    )
    exclusion = forms.CharField(
        label=_("Why it is not relevant"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("The system description says it in the same words."),
    )

    def clean(self) -> None:
        """A criterion that is not relevant carries its reason."""
        super().clean()
        out = self.cleaned_data.get("included") == "no"
        if out and "exclusion" not in self.errors and not self.cleaned_data.get("exclusion"):
            self.add_error("exclusion", _("Say why the criterion is not relevant (DC 8)."))

    def decision(self, requirement: str, by: Decider) -> Applicability:
        """What was decided, as a value."""
        included = self.cleaned_data["included"] == "yes"
        return Applicability(
            requirement=requirement,
            included=included,
            exclusion="" if included else self.cleaned_data["exclusion"],
            decided_by=by.actor,
            decided_on=by.day,
        )


def held(decision: Applicability | None) -> dict[str, Any]:
    """The fields as they stand."""
    if decision is None:
        return {}
    first = decision.justifications[0] if decision.justifications else None
    return {
        "included": "yes" if decision.included else "no",
        "ground": first.ground.value if first else "",
        "reference": first.reference if first else "",
        "text": first.text if first else "",
        "exclusion": decision.exclusion,
        "owner_role": decision.owner_role,
        "review_on": decision.review_on,
    }
