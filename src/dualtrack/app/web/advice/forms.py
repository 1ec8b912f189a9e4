"""The questionnaire as a form; what is left empty is taken as it says."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.programme.advice.answer_faults import answer_faults
from dualtrack.domain.programme.advice.answers import Acceptance, Ai, Answers, Cloud, Existing, Market
from dualtrack.domain.programme.advice.fault_words import expected_text

_EXISTS = [
    (Existing.POLICIES.value, _("policies, approved and in use")),
    (Existing.CONTROLS.value, _("controls in operation, with owners and something to show")),
    (Existing.RISK_REGISTER.value, _("a risk register")),
    (Existing.ISMS.value, _("an ISMS in operation, without a certificate")),
    (Existing.SOC2_TYPE_1.value, _("a SOC 2 Type 1 report")),
    (Existing.SOC2_TYPE_2.value, _("a SOC 2 Type II report")),
    (Existing.CERTIFICATE.value, _("an ISO/IEC 27001 certificate")),
]
_MARKETS = [(Market.US.value, _("the US")), (Market.INTERNATIONAL.value, _("the EU or elsewhere"))]
_CLOUD = [
    (Cloud.ALL.value, _("all of it")),
    (Cloud.MOSTLY.value, _("most of it")),
    (Cloud.PARTLY.value, _("part of it")),
    (Cloud.NONE.value, _("none of it")),
]
_AI = [
    (Ai.NONE.value, _("none")),
    (Ai.SOME.value, _("used somewhere; the product would do without")),
    (Ai.MATERIAL.value, _("material: the product rests on it")),
]
_ACCEPTS = [
    (Acceptance.NOT_ASKED.value, _("not asked yet")),
    (Acceptance.YES.value, _("yes")),
    (Acceptance.NO.value, _("no")),
]
_CATEGORIES = [
    (Category.AVAILABILITY.value, _("availability")),
    (Category.CONFIDENTIALITY.value, _("confidentiality")),
    (Category.PROCESSING_INTEGRITY.value, _("processing integrity")),
    (Category.PRIVACY.value, _("privacy")),
]


def _pick(label: Any, choices: list[Any]) -> forms.MultipleChoiceField:
    widget = forms.CheckboxSelectMultiple({"class": "pick"})
    return forms.MultipleChoiceField(label=label, choices=choices, required=False, widget=widget)


class AnswersForm(forms.Form):
    """What the advice asks, beside the register of customers' demands."""

    prefix = "answers"
    headcount = forms.IntegerField(
        label=_("Persons who work for you"), min_value=1, help_text=_("Contractors included.")
    )
    us_revenue_percent = forms.IntegerField(
        label=_("Revenue from the US, in per cent"),
        required=False,
        help_text=_("Of this year; empty where there is none yet. The rest is from elsewhere."),
    )
    entering = _pick(_("Markets to be entered within two years"), _MARKETS)
    ahead_of_demand = forms.BooleanField(
        label=_("Management wants both before customers ask"), required=False
    )
    exists = _pick(_("What runs already"), _EXISTS)
    sites = forms.IntegerField(label=_("Sites"), min_value=1, initial=1)
    countries = forms.IntegerField(label=_("Countries"), min_value=1, initial=1)
    cloud = forms.ChoiceField(label=_("How much runs in somebody's cloud"), choices=_CLOUD)
    ai_in_product = forms.ChoiceField(label=_("AI in the product"), choices=_AI)
    commits_to = _pick(_("Promised to customers"), _CATEGORIES)
    accepts_type_1 = forms.ChoiceField(
        label=_("Would customers take a Type 1 report meanwhile"), choices=_ACCEPTS
    )
    period_months = forms.IntegerField(
        label=_("Wished months of observation"), required=False, help_text=_("3 to 12; empty: as advised.")
    )
    revenue_at_stake = forms.DecimalField(
        label=_("Revenue at stake beyond the listed demands, a year"), required=False, min_value=0
    )
    currency = forms.CharField(label=_("Currency"), max_length=3, initial="USD")
    per_dollar = forms.DecimalField(
        label=_("Of it for one US dollar"), min_value=0, initial=1, help_text=_("1 for USD.")
    )
    note = forms.CharField(label=_("Note, where it is recorded"), required=False, max_length=500)

    def __init__(self, data: Any = None, *, answers: Answers | None = None) -> None:
        """Begin with the answers that are on record."""
        super().__init__(data, initial={} if answers is None else initial(answers))

    def clean(self) -> dict[str, Any]:
        """Every fault at its field, all at once."""
        said = super().clean() or {}
        if not self.errors:
            for one in answer_faults(self.answers):
                self.add_error(one.field, expected_text(one, _now))
        return said

    @property
    def answers(self) -> Answers:
        """What was answered."""
        said = self.cleaned_data
        return Answers(
            headcount=said["headcount"],
            us_revenue_percent=said["us_revenue_percent"],
            entering=tuple(Market(one) for one in said["entering"]),
            ahead_of_demand=said["ahead_of_demand"],
            exists=tuple(Existing(one) for one in said["exists"]),
            sites=said["sites"],
            countries=said["countries"],
            cloud=Cloud(said["cloud"]),
            ai_in_product=Ai(said["ai_in_product"]),
            commits_to=tuple(Category(one) for one in said["commits_to"]),
            accepts_type_1=Acceptance(said["accepts_type_1"]),
            period_months=said["period_months"],
            revenue_at_stake=said["revenue_at_stake"],
            currency=said["currency"].upper(),
            per_dollar=said["per_dollar"],
        )


def initial(answers: Answers) -> dict[str, Any]:
    """The answers as the form shows them."""
    return {
        "headcount": answers.headcount,
        "us_revenue_percent": answers.us_revenue_percent,
        "entering": [one.value for one in answers.entering],
        "ahead_of_demand": answers.ahead_of_demand,
        "exists": [one.value for one in answers.exists],
        "sites": answers.sites,
        "countries": answers.countries,
        "cloud": answers.cloud.value,
        "ai_in_product": answers.ai_in_product.value,
        "commits_to": [one.value for one in answers.commits_to],
        "accepts_type_1": answers.accepts_type_1.value,
        "period_months": answers.period_months,
        "revenue_at_stake": None if answers.revenue_at_stake is None else f"{answers.revenue_at_stake:f}",
        "currency": answers.currency,
        "per_dollar": f"{answers.per_dollar:f}",
    }
