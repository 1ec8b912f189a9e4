"""What may be entered about the choice of an auditor: the decision with its reason, the booking."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dualtrack.app.web.base.choices import Day
from dualtrack.domain.programme.auditors.comparison import Candidate
from dualtrack.domain.registers.auditors import AuditQuote


class DecideForm(forms.Form):
    """Which firm is chosen, on which quote, and why."""

    firm = forms.ChoiceField(label=_("Firm"))
    quote = forms.ChoiceField(label=_("On the quote"), required=False)
    reason = forms.CharField(
        label=_("Why this firm"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Against the others: what the figures above do not say by themselves."),
    )

    def __init__(
        self, data: Any = None, *, framework: str, candidates: Sequence[Candidate], **kwargs: Any
    ) -> None:
        """Offer the firms that nothing disqualifies, and their quotes."""
        super().__init__(data, prefix=f"decide-{framework}", **kwargs)
        able = [one for one in candidates if one.eligible]
        quotes = [(q.id, f"{one.firm.name}: {_price(q)}") for one in able for q in one.quotes]
        _choose(self, "firm", [("", _now("choose")), *((one.firm.id, one.firm.name) for one in able)])
        _choose(self, "quote", [("", _now("none on record")), *quotes])


class BookForm(forms.Form):
    """The days that the chosen firm has confirmed."""

    starts_on = Day(_("First day of the audit"))
    ends_on = Day(_("Last day of the audit"))
    confirmation = forms.CharField(
        label=_("Confirmation"),
        max_length=200,
        help_text=_("Number or day of the engagement letter or certification agreement."),
    )

    def __init__(self, data: Any = None, *, framework: str, **kwargs: Any) -> None:
        """Keep the fields of both engagements apart on one page."""
        super().__init__(data, prefix=f"book-{framework}", **kwargs)


def _price(quote: AuditQuote) -> str:
    fee = "–" if quote.fee is None else f"{quote.fee:,f} {quote.currency}"
    return f"{quote.name} ({fee})"


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared as one
    field.choices = choices
