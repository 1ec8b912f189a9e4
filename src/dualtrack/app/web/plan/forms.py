"""What may be entered about the plan: a day, a completion, a pause, settings, the order of the audits."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.programme.plan_words import OPTIONS, ROLES
from dualtrack.app.web.base.choices import Day, not_after
from dualtrack.domain.programme.cost.fault import LARGEST
from dualtrack.domain.programme.plan.capacity import HOURS_A_WEEK
from dualtrack.domain.programme.plan.choices import MovedBy, PlanSettings

_AUDITORS = ("cpa_firm", "certification_body")


class MoveForm(forms.Form):
    """Another day for a task."""

    start = Day(_("Begins on"))
    by = forms.ChoiceField(
        label=_("Moved by"),
        choices=[(MovedBy.US.value, _("us")), (MovedBy.AUDITOR.value, _("the auditor"))],
    )
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea({"rows": 2}))


class CompleteForm(forms.Form):
    """A task that is done, where no register shows it yet."""

    on = Day(_("Done on"))
    note = forms.CharField(
        label=_("What was done"),
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("And where it can be seen; your name is kept with it."),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """A day until today."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> None:
        """No day to come."""
        not_after(self, "on", self.today)


class PauseForm(forms.Form):
    """Days on which nobody works on the programme."""

    start = Day(_("First day"))
    end = Day(_("Last day"))
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea({"rows": 2}))


class KeepForm(forms.Form):
    """A baseline."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("Such as: agreed with the board."))


class SettingsForm(forms.Form):
    """Where people work, how many they are, and the days between the stages."""

    country = forms.CharField(
        label=_("Country"),
        required=False,
        max_length=2,
        help_text=_("Whose public holidays count: an ISO 3166 code, such as DE, US or GB; empty: none."),
    )
    subdivision = forms.CharField(label=_("Part of it"), required=False, max_length=8)
    stage_gap_days = forms.IntegerField(
        label=_("Calendar days between Stage 1 and Stage 2"),
        required=False,
        help_text=_("Empty: the profile's. Ask your certification body."),
    )

    hours_a_week = forms.IntegerField(
        label=_("Hours a week that one person may give the programme"),
        required=False,
        help_text=_("Empty: %(hours)d, a figure of ours: one working day.") % {"hours": HOURS_A_WEEK},
    )

    def __init__(self, *args: Any, held: PlanSettings, **kwargs: Any) -> None:
        """One field for each role of ours."""
        super().__init__(*args, **kwargs)
        counts = {one.role: one.count for one in held.people}
        for role, name in ROLES.items():
            if role not in _AUDITORS:
                self.fields[f"people_{role}"] = forms.IntegerField(
                    label=_("People: %(role)s") % {"role": _(name)},
                    required=False,
                    initial=counts.get(role),
                )
        self.initial.update(
            country=held.country,
            subdivision=held.subdivision,
            stage_gap_days=held.stage_gap_days,
            hours_a_week=held.hours_a_week,
        )

    def people(self) -> dict[str, int]:
        """How many of each role, where it was said."""
        found = ((name, self.cleaned_data.get(name)) for name in self.fields if name.startswith("people_"))
        return {name.removeprefix("people_"): count for name, count in found if count is not None}


class AskForm(forms.Form):
    """A day and a budget to know the chance of; both may be left empty."""

    by = Day(_("There by"), required=False)
    budget = forms.DecimalField(
        label=_("Within a budget of"),
        required=False,
        min_value=0,
        max_value=LARGEST - 1,
        widget=forms.TextInput({"inputmode": "decimal"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Give an amount such as 165000 or 1250.50.")
        ),
    )

    def __init__(self, data: Any, *, sees_costs: bool) -> None:
        """Of money only for who may see costs; nothing is asked until somebody does."""
        asked = any(name in data for name in self.base_fields)
        super().__init__(data if asked else None)
        if not sees_costs:
            del self.fields["budget"]

    def said(self, name: str) -> Any:
        """What was asked; none where nothing was, or what cannot be read."""
        return self.cleaned_data.get(name) if self.is_bound and self.is_valid() else None


class OrderForm(forms.Form):
    """Which audit comes first, and why."""

    option = forms.ChoiceField(label=_("Order"), choices=list(OPTIONS.items()), widget=forms.RadioSelect())
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("What your customers ask for first, and what revenue hangs on it."),
    )
