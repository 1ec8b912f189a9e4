"""Decisions about judgements of the crosswalk: several candidates at once, or ours between two frameworks."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import frozen
from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.domain.frameworks.crosswalk import MappingStatus
from dualtrack.domain.mappings.waiting import Frameworks, Waiting

VERDICTS = {MappingStatus.ACCEPTED: _("Accept"), MappingStatus.REJECTED: _("Reject")}


class VerdictForm(forms.Form):
    """Accept or reject the candidates that were chosen; a rejection says why."""

    decisions = forms.MultipleChoiceField(
        error_messages={
            "required": _("No candidate is chosen; tick those that you decide about."),
            "invalid_choice": _(
                "%(value)s is no candidate that waits; it was decided meanwhile. Look again."
            ),
        }
    )
    verdict = forms.ChoiceField(choices=[(s.value, text) for s, text in VERDICTS.items()])
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=2000,
        help_text=_("A rejection says why; an acceptance may."),
    )

    def __init__(self, data: Any = None, *, waiting: Iterable[Waiting], **kwargs: Any) -> None:
        """Offer what waits."""
        super().__init__(data, **kwargs)
        field = self.fields["decisions"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(w.decision.id, w.decision.id) for w in waiting]

    @property
    def to(self) -> MappingStatus:
        """What was decided."""
        return MappingStatus(self.cleaned_data["verdict"])

    @property
    def said(self) -> Sequence[str]:
        """Everything that is wrong, for a page that shows no field of the form by itself."""
        return [str(error) for errors in self.errors.values() for error in errors]


class AdoptForm(forms.Form):
    """Make our judgements between two frameworks the organisation's own, all that are not yet."""

    frameworks = forms.ChoiceField(
        label=_("Between"),
        error_messages={"invalid_choice": _("Nothing waits between %(value)s. Look again.")},
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        help_text=_("How they were looked at, for whoever asks: who read them, beside what, how many."),
    )

    def __init__(self, data: Any = None, *, tallies: Iterable["Tally"], **kwargs: Any) -> None:
        """Offer the pairs of frameworks between which something is not decided."""
        super().__init__(data, **kwargs)
        field = self.fields["frameworks"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [(t.name, t.name) for t in tallies if t.open]

    @property
    def chosen(self) -> Frameworks:
        """The keys of the two frameworks."""
        source, _dash, target = self.cleaned_data["frameworks"].partition("-")
        return (source, target)


@frozen(kw_only=True)
class Tally:
    """How the organisation stands to the pairs of two frameworks."""

    frameworks: Frameworks
    pairs: int
    adopted: int
    rejected: int
    own: int
    open: int  # ours, and not made its own as they are worded now

    @property
    def name(self) -> str:
        """Both keys, as one value of a form."""
        return "-".join(self.frameworks)
