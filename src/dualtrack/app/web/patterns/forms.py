"""What may be entered about a failure pattern: why it is a false alarm, and until when."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dualtrack.app.web.base.choices import Day
from dualtrack.domain.programme.patterns.answers import LONGEST_DAYS, last_day


class AnswerForm(forms.Form):
    """An answer to one finding, bound to the facts that were read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=_("Why it is a false alarm"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    until = Day(_("Until"))

    def __init__(self, data: Any = None, *, finding: str, today: date, **kwargs: Any) -> None:
        """Name the fields after the finding, for there may be several forms on the page."""
        super().__init__(data, prefix=finding, **kwargs)
        said = _now("At most {days} days from today: up to {last}. It is back when its facts change.")
        self.fields["until"].help_text = said.format(days=LONGEST_DAYS, last=last_day(today))
