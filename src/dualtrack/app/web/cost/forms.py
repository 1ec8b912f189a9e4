"""What may be entered about costs: the basis, a line, a quote, an acceptance, what was spent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.programme.cost_words import GRADES, TAGS
from dualtrack.app.web.base.choices import Day
from dualtrack.domain.programme.cost.audit_days import Grade, Profile
from dualtrack.domain.programme.cost.facts import BASIS, CostBasis, CostLineSet, CostQuote
from dualtrack.domain.programme.cost.line import Kind, Tag

Choices = Sequence[tuple[str, str]]
_NEW = ""
_DIGITS = 6  # of a number of persons
# In their order; one is called otherwise than in the profile, since the basis has a number of sites.
DAY_FIELDS = (
    "business",
    "technology",
    "adjustment",
    "why_complexity",
    "alike",
    "why_alike",
    "integration",
    "why_integration",
    "site_persons",
)
_PROFILE = {"site_persons": "sites"}
_WRONG = {"invalid": _("This is no amount; write one such as 1250.50.")}


def _words(words: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [(code, _(word)) for code, word in words.items()]


def _amount(label: Any, **more: Any) -> forms.DecimalField:
    widget = forms.TextInput({"inputmode": "decimal"})
    return forms.DecimalField(
        label=label, min_value=0, max_digits=14, error_messages=_WRONG, widget=widget, **more
    )


class Numbers(forms.Field):
    """Whole numbers with commas between them, as a tuple."""

    def to_python(self, value: Any) -> tuple[int, ...]:
        """Read them; anything else than digits is refused with what came."""
        parts = [part.strip() for part in str(value or "").split(",") if part.strip()]
        wrong = [part for part in parts if not (part.isascii() and part.isdigit() and len(part) <= _DIGITS)]
        if wrong:
            said = _("This is no whole number: %(came)s; write numbers with commas, such as 40, 12.")
            raise forms.ValidationError(said, params={"came": wrong[0][:40]})
        return tuple(int(part) for part in parts)

    def prepare_value(self, value: Any) -> Any:
        """As they are written."""
        return ", ".join(str(one) for one in value) if isinstance(value, tuple) else value


@frozen
class Fields:
    """Some fields of a form under one heading, in the shape that the fields' template reads."""

    visible_fields: Sequence[forms.BoundField]
    hidden_fields: Sequence[forms.BoundField] = ()
    non_field_errors: Sequence[object] = ()


def _why(help_text: Any) -> forms.CharField:
    return forms.CharField(label=_("Why so"), required=False, max_length=500, help_text=help_text)


class BasisForm(forms.Form):
    """The currency, what the estimate rests on, and what the certification body's days hang on."""

    prefix = "basis"
    persons = forms.IntegerField(
        label=_("Persons"), min_value=1, max_value=100_000, help_text=_("Contractors included.")
    )
    sites = forms.IntegerField(label=_("Sites"), min_value=1, max_value=10_000)
    countries = forms.IntegerField(label=_("Countries"), min_value=1, max_value=200)
    currency = forms.CharField(label=_("Currency"), max_length=3, help_text=_("Three letters, such as EUR."))
    per_dollar = _amount(
        _("Of it for one US dollar"), help_text=_("The default figures are in US dollars; 1 for USD.")
    )
    carry_over = _amount(
        _("Carried over, 0 to 1"),
        help_text=_("The share of shared work that a second, separate project would reuse anyway."),
    )
    budget = _amount(
        _("Budget"), required=False, help_text=_("What the whole programme may cost; empty: none is set.")
    )
    reason = forms.CharField(label=_("Why"), max_length=500)
    business = forms.ChoiceField(
        label=_("Complexity of the business"),
        required=False,
        choices=_words(GRADES),
        help_text=_("As the certification body would grade it; medium and medium leave the table as it is."),
    )
    technology = forms.ChoiceField(
        label=_("Complexity of the information technology"), required=False, choices=_words(GRADES)
    )
    adjustment = forms.IntegerField(
        label=_("Change for complexity, percent"),
        required=False,
        min_value=-100,
        max_value=100,
        help_text=_("Within what both grades allow, such as -20; empty: the least that they ask for."),
    )
    why_complexity = _why(_("Needed where complexity lowers the days."))
    alike = Numbers(
        label=_("Groups of people with one simple task"),
        required=False,
        widget=forms.TextInput({"maxlength": 200}),
        help_text=_("Persons of each group, such as 40, 12; each group counts with its square root."),
    )
    why_alike = _why(_("Needed for every group: what the task is, and why its risk is low."))
    integration = forms.IntegerField(
        label=_("Off for an integrated audit, percent"),
        required=False,
        min_value=0,
        max_value=100,
        help_text=_("Where one body audits a second standard in the same audit (IAF MD 11): 0 to 20."),
    )
    why_integration = _why(_("Needed where anything is taken off: which standard, and how far it is joined."))
    site_persons = Numbers(
        label=_("Persons at each further site"),
        required=False,
        widget=forms.TextInput({"maxlength": 500}),
        help_text=_("All but the central one, such as 25, 8; empty: sites raise the price and not the days."),
    )

    def __init__(self, data: Any = None, *, basis: CostBasis) -> None:
        """Begin with what is there."""
        names = ("persons", "sites", "countries", "currency", "reason")
        initial = {name: getattr(basis, name) for name in names}
        amounts = {name: getattr(basis, name) for name in ("per_dollar", "carry_over", "budget")}
        initial |= {name: "" if held is None else f"{held:f}" for name, held in amounts.items()}
        initial |= {name: getattr(basis.profile, _PROFILE.get(name, name)) for name in DAY_FIELDS}
        super().__init__(data, initial=initial)

    @property
    def rest(self) -> Fields:
        """All that is no matter of audit days, with what stands against the whole."""
        mine = [one for one in self.visible_fields() if one.name not in DAY_FIELDS]
        return Fields(mine, self.hidden_fields(), self.non_field_errors())

    @property
    def days(self) -> Fields:
        """What the audit days hang on."""
        return Fields([self[name] for name in DAY_FIELDS])

    def value(self, today: date) -> CostBasis:
        """What was entered."""
        said = dict(self.cleaned_data)
        days = {_PROFILE.get(name, name): said.pop(name) for name in DAY_FIELDS}
        days["business"] = Grade(days["business"] or Grade.MEDIUM)
        days["technology"] = Grade(days["technology"] or Grade.MEDIUM)
        days["integration"] = days["integration"] or 0
        said["currency"] = said["currency"].upper()
        return CostBasis(id=BASIS, set_by="", set_on=today, profile=Profile(**days), **said)


class LineForm(forms.Form):
    """Figures of a line of ours, or a line of one's own."""

    prefix = "line"
    line = forms.ChoiceField(label=_("Line"), required=False)
    title = forms.CharField(
        label=_("Name of an own line"), required=False, max_length=200, help_text=_("Only for a new line.")
    )
    tag = forms.ChoiceField(
        label=_("Serves"),
        required=False,
        choices=_words(TAGS),
        help_text=_("Only for a new line; ours keep theirs."),
    )
    low = _amount(_("Lowest"))
    likely = _amount(_("Likeliest"))
    high = _amount(_("Highest"))
    dropped = forms.BooleanField(label=_("Take the line out"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=500)

    def __init__(self, data: Any = None, *, lines: Choices, initial: Mapping[str, Any] | None = None) -> None:
        """Offer every line, and a new one."""
        super().__init__(data, initial=dict(initial or {}))
        self.fields["line"].choices = [(_NEW, _("a new line")), *lines]  # type: ignore[attr-defined]  # it has choices

    def value(self, today: date) -> CostLineSet:
        """What was entered."""
        said = self.cleaned_data
        return CostLineSet(
            id=said["line"],
            title=said["title"],
            tag=Tag(said["tag"] or Tag.SHARED),
            kind=Kind.OTHER,
            low=said["low"],
            likely=said["likely"],
            high=said["high"],
            dropped=said["dropped"],
            reason=said["reason"],
            set_by="",
            set_on=today,
        )


class _OfLine(forms.Form):
    line = forms.ChoiceField(label=_("Line"))

    def __init__(self, data: Any = None, *, lines: Choices, initial: Mapping[str, Any] | None = None) -> None:
        """Offer every line."""
        super().__init__(data, initial=dict(initial or {}))
        self.fields["line"].choices = list(lines)  # type: ignore[attr-defined]  # it has choices


class QuoteForm(_OfLine):
    """What a firm offers."""

    prefix = "quote"
    firm = forms.CharField(label=_("Firm"), max_length=200)
    amount = _amount(_("Amount"))
    currency = forms.CharField(label=_("Currency of the quote"), max_length=3)
    rate = _amount(
        _("Of the programme's currency for one of it"),
        required=False,
        help_text=_("Only for another currency; without it the quote is shown and counts nowhere."),
    )
    received_on = Day(_("Received on"))
    valid_until = Day(_("Valid until"), required=False)

    def value(self) -> CostQuote:
        """What was entered; whether it is accepted is said apart."""
        said = {**self.cleaned_data, "currency": self.cleaned_data["currency"].upper()}
        return CostQuote(id="", accepted=False, entered_by="", **said)


class SpendForm(_OfLine):
    """What was spent."""

    prefix = "spend"
    amount = _amount(_("Amount"))
    spent_on = Day(_("Spent on"))
    note = forms.CharField(label=_("Invoice or note"), required=False, max_length=500)
    final = forms.BooleanField(label=_("Nothing more is expected on this line"), required=False)


class AcceptForm(forms.Form):
    """A quote accepted, or its acceptance taken back."""

    prefix = "accept"
    quote = forms.CharField(max_length=64, widget=forms.HiddenInput)
    accepted = forms.BooleanField(required=False, widget=forms.HiddenInput)
    rate = _amount(_("Rate"), required=False)
    reason = forms.CharField(label=_("Why"), max_length=500, required=False)
