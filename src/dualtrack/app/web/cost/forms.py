"""What may be entered about costs: the basis, a line, a quote, an acceptance, what was spent."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.programme.cost_words import TAGS
from dualtrack.app.web.base.choices import Day
from dualtrack.domain.programme.cost.facts import BASIS, CostBasis, CostLineSet, CostQuote
from dualtrack.domain.programme.cost.line import Kind, Tag

Choices = Sequence[tuple[str, str]]
_NEW = ""
_WRONG = {"invalid": _("This is no amount; write one such as 1250.50.")}


def _words(words: Mapping[str, str]) -> list[tuple[str, Any]]:
    return [(code, _(word)) for code, word in words.items()]


def _amount(label: Any, **more: Any) -> forms.DecimalField:
    widget = forms.TextInput({"inputmode": "decimal"})
    return forms.DecimalField(
        label=label, min_value=0, max_digits=14, error_messages=_WRONG, widget=widget, **more
    )


class BasisForm(forms.Form):
    """The currency and what the estimate rests on."""

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

    def __init__(self, data: Any = None, *, basis: CostBasis) -> None:
        """Begin with what is there."""
        names = ("persons", "sites", "countries", "currency", "reason")
        initial = {name: getattr(basis, name) for name in names}
        amounts = {name: getattr(basis, name) for name in ("per_dollar", "carry_over", "budget")}
        initial |= {name: "" if held is None else f"{held:f}" for name, held in amounts.items()}
        super().__init__(data, initial=initial)

    def value(self, today: date) -> CostBasis:
        """What was entered."""
        said = {**self.cleaned_data, "currency": self.cleaned_data["currency"].upper()}
        return CostBasis(id=BASIS, set_by="", set_on=today, **said)


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
