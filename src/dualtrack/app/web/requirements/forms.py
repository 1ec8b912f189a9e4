"""The decision on one Annex A control: in, with its grounds, or out, with the reason."""

from datetime import date

from attrs import frozen
from django import forms
from django.utils.translation import gettext_lazy as _

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
    exclusion = forms.CharField(
        label=_("Justification, when excluded"),
        required=False,
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
    )

    def decision(self, requirement: str, by: Decider) -> Applicability:
        """What was decided, as a value."""
        said = self.cleaned_data
        included = said["included"] == "yes"
        ground = Justification(ground=Ground(said["ground"] or Ground.RISK), reference=said["reference"])
        return Applicability(
            id=requirement,
            included=included,
            justifications=(ground,) if included and said["reference"].strip() else (),
            exclusion="" if included else said["exclusion"],
            decided_by=by.actor,
            decided_on=by.day,
        )


def held(decision: Applicability | None) -> dict[str, str]:
    """The fields as they stand."""
    if decision is None:
        return {}
    first = decision.justifications[0] if decision.justifications else None
    return {
        "included": "yes" if decision.included else "no",
        "ground": first.ground.value if first else "",
        "reference": first.reference if first else "",
        "exclusion": decision.exclusion,
    }
