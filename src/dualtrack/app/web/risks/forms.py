"""What may be entered about a risk: scenario and treatment, a rating, an action, a reason."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from attrs import frozen
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dualtrack.app.programme.risk_words import PROPERTIES, TREATMENTS
from dualtrack.app.risks.registering import FIRST
from dualtrack.app.web.base.choices import Day, not_after
from dualtrack.domain.ledger.revision import value_digest
from dualtrack.domain.risks.method import RiskMethod, Step
from dualtrack.domain.risks.risk import (
    Consequences,
    Lowers,
    Rating,
    Risk,
    RiskControl,
    Treatment,
    TreatmentAction,
)

_SEPARATORS = str.maketrans({",": " ", ";": " ", "\n": " "})


@frozen(kw_only=True)
class Offered:
    """What a form offers: people who are there."""

    names: Mapping[str, str]
    left: Collection[str] = ()

    def people(self, held: str | None = None) -> list[tuple[str, str]]:
        """People who are there, by name; somebody who left only where they are named already."""
        rows = [(p, name) for p, name in self.names.items() if p not in self.left or p == held]
        return sorted(rows, key=lambda row: row[1].lower())


def _text(label: object, rows: int = 2, *, required: bool = True, help_text: object = "") -> forms.CharField:
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy text is text
        required=required,
        help_text=help_text,  # type: ignore[arg-type]  # as above
        max_length=4000,
        widget=forms.Textarea({"rows": rows}),
    )


class SeenForm(forms.Form):
    """A form over a risk as it was read: what it was then is sent along."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def renew(self) -> None:
        """After somebody else's change: what was typed stays, with what is on record now beside it.

        The form is about the newer revision from here on: what is sent once more is sent knowingly.
        """
        assert isinstance(self.data, QueryDict)  # noqa: S101 - what a browser sent
        data = self.data.copy()
        data[self.add_prefix("seen")] = self.initial["seen"]
        for name in self.changed_data:
            if name in self.initial and name != "seen":
                said = _now("On record now: %(value)s") % {"value": self._words(name)}
                self.add_error(name, said)
        self.data = data

    def _words(self, name: str) -> str:
        """What is on record, as the field shows it."""
        field, value = self.fields[name], self.initial[name]
        if isinstance(value, bool):
            return _now("yes") if value else _now("no")
        if isinstance(field, forms.ChoiceField):
            labels = {str(key): str(label) for key, label in field.choices}  # type: ignore[misc,union-attr]  # pairs
            return labels.get(str(value or ""), str(value))
        return str(value or "–")


class ScenarioForm(SeenForm):
    """What a risk is about, who owns it and what is done about it."""

    prefix = "risk"
    title = forms.CharField(label=_("Title"), max_length=200)
    cause = _text(_("Cause"))
    event = _text(_("Event"))
    consequence = _text(_("Consequence"))
    category = forms.CharField(label=_("Category"), max_length=60)
    owner = forms.ChoiceField(
        label=_("Owner"), help_text=_("Somebody with the authority to decide about the risk.")
    )
    treatment = forms.ChoiceField(
        label=_("Treatment"),
        required=False,
        choices=[("", _("not chosen yet")), *((t.value, _(TREATMENTS[t])) for t in Treatment)],
    )
    controls = _text(
        _("Controls behind it"),
        4,
        required=False,
        help_text=_("One a line: control, which side it lowers, steps at most. AC-05 likelihood 2"),
    )
    assets = forms.CharField(label=_("Assets"), required=False, help_text=_("Ids, with spaces between."))
    services = forms.CharField(label=_("Services"), required=False, help_text=_("Ids, with spaces between."))
    criteria = forms.CharField(
        label=_("Speaks to"), required=False, help_text=_("Full ids, such as soc2:CC6.1 iso27001:A.8.24.")
    )
    fraud = forms.BooleanField(label=_("A risk of fraud (CC3.3)"), required=False)
    change = forms.BooleanField(label=_("A risk of a change in the system (CC3.4)"), required=False)

    def __init__(
        self, data: Any = None, *, offered: Offered, risk: Risk | None = None, **kwargs: Any
    ) -> None:
        """Offer the people on record; begin with what is held."""
        super().__init__(data, initial={} if risk is None else _initial(risk), **kwargs)
        held = None if risk is None else risk.owner
        _choose(self, "owner", [("", _now("choose")), *offered.people(held)])

    def clean_controls(self) -> tuple[RiskControl, ...]:
        """Each line as a link, or which line does not read."""
        links = []
        for line in filter(str.strip, self.cleaned_data["controls"].splitlines()):
            words = line.split()
            if len(words) != 3 or words[1] not in set(Lowers) or not words[2].isdecimal():
                raise forms.ValidationError(
                    _now("%(line)s: write control, likelihood or consequence, and a number of steps.")
                    % {"line": line.strip()}
                )
            links.append(RiskControl(control=words[0], lowers=Lowers(words[1]), steps=int(words[2])))
        return tuple(links)

    @property
    def fields_of_risk(self) -> dict[str, Any]:
        """What was entered, as fields of a risk."""
        said = self.cleaned_data
        plain = ("title", "cause", "event", "consequence", "category", "controls", "fraud", "change")
        return {
            **{name: said[name] for name in plain},
            "owner": said["owner"] or None,
            "treatment": Treatment(said["treatment"]) if said["treatment"] else None,
            **{name: _ids(said[name]) for name in ("assets", "services", "criteria")},
        }


def _initial(risk: Risk) -> dict[str, Any]:
    names = ("title", "cause", "event", "consequence", "category", "owner", "fraud", "change")
    return {
        **{name: getattr(risk, name) for name in names},
        "treatment": risk.treatment or "",
        "controls": "\n".join(f"{c.control} {c.lowers} {c.steps}" for c in risk.controls),
        **{name: " ".join(getattr(risk, name)) for name in ("assets", "services", "criteria")},
        "seen": value_digest(risk),
    }


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.translate(_SEPARATORS).split()))


def _choose(form: forms.Form, name: str, choices: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared as one
    field.choices = choices


class RatingForm(SeenForm):
    """A rating by the method in force, and why: inherent, and what shall remain."""

    prefix = "rating"

    def __init__(
        self, data: Any = None, *, method: RiskMethod, risk: Risk | None = None, **kwargs: Any
    ) -> None:
        """Offer the steps of the method by name; begin with what is held, where it is on the scale."""
        super().__init__(data, initial={"reason": FIRST} if risk is None else _rated(risk), **kwargs)
        for part, label in (("inherent", _now("before treatment")), ("residual", _now("shall remain"))):
            empty = _now("choose") if part == "inherent" else _now("not rated")
            self._field(f"{part}_likelihood", f"{_now('Likelihood')}, {label}", method.likelihood, empty)
            for name, said in PROPERTIES.items():
                shown = f"{_now(said).capitalize()}, {label}"
                self._field(f"{part}_{name}", shown, method.consequence, _now("not touched"))
        self.fields["inherent_likelihood"].required = True
        self.fields["reason"] = forms.CharField(label=_now("What changed, and why"), max_length=2000)

    def _field(self, name: str, label: str, steps: tuple[Step, ...], empty: str) -> None:
        choices = [("", empty), *((str(s.number), f"{s.number} {s.name}") for s in steps)]
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=choices)

    def rating(self, part: str) -> Rating | None:
        """The rating of a part; None where no likelihood was chosen."""
        likelihood = self.cleaned_data.get(f"{part}_likelihood")
        if not likelihood:
            return None
        sides = {name: int(self.cleaned_data[f"{part}_{name}"] or 0) for name in PROPERTIES}
        return Rating(likelihood=int(likelihood), consequences=Consequences(**sides))

    @property
    def inherent(self) -> Rating:
        """The rating before treatment; it is required."""
        found = self.rating("inherent")
        assert found is not None  # noqa: S101 - its likelihood is a required field
        return found


def _rated(risk: Risk) -> dict[str, Any]:
    found: dict[str, Any] = {"seen": value_digest(risk)}
    for part, rating in (("inherent", risk.inherent), ("residual", risk.residual)):
        if rating is not None:
            found[f"{part}_likelihood"] = rating.likelihood
            found |= {f"{part}_{name}": step or "" for name, step in rating.consequences.items()}
    return found


class ActionForm(forms.Form):
    """One more action of the plan."""

    prefix = "action"
    what = _text(_("What is to be done"))
    owner = forms.ChoiceField(label=_("Owner"))
    due = Day(_("Due by"))
    controls = forms.CharField(
        label=_("Controls that it builds"), required=False, help_text=_("Ids, with spaces between.")
    )

    def __init__(self, data: Any = None, *, offered: Offered, **kwargs: Any) -> None:
        """Offer the people on record."""
        super().__init__(data, **kwargs)
        _choose(self, "owner", [("", _now("choose")), *offered.people()])

    def clean_controls(self) -> tuple[str, ...]:
        """Ids of controls."""
        return _ids(self.cleaned_data["controls"])


class DoneForm(forms.Form):
    """That an action was done, and what shows it."""

    prefix = "done"
    done_on = Day(_("Done on"))
    evidence = forms.CharField(label=_("What shows it"), max_length=2000)
    seen = forms.CharField(required=False, widget=forms.HiddenInput())

    def __init__(self, data: Any = None, *, today: date, action: TreatmentAction, **kwargs: Any) -> None:
        """One action of several on a page; nothing is done on a day to come."""
        begun = {"seen": value_digest(action), "done_on": today}
        super().__init__(data, initial=begun, auto_id=f"done-{action.id}-%s", **kwargs)
        self.today, self.action = today, action.id

    def clean(self) -> None:
        """Nothing is done on a day to come."""
        super().clean()
        not_after(self, "done_on", self.today)


class RetireForm(SeenForm):
    """Why a risk leaves the register."""

    prefix = "retire"
    reason = forms.CharField(label=_("Why"), max_length=2000)

    def __init__(self, data: Any = None, *, risk: Risk, **kwargs: Any) -> None:
        """Begin with the revision that is shown."""
        super().__init__(data, initial={"seen": value_digest(risk)}, **kwargs)


class AdoptForm(forms.Form):
    """Which starter risks are taken over, and who owns them to begin with."""

    prefix = "adopt"
    owner = forms.ChoiceField(
        label=_("Owner to begin with"), help_text=_("Each risk gets its own owner afterwards.")
    )
    risks = forms.MultipleChoiceField(
        error_messages={"required": _("Choose at least one risk to take over.")}
    )

    def __init__(self, data: Any = None, *, offered: Offered, starters: Iterable[str], **kwargs: Any) -> None:
        """Offer the people on record and the starters that are not taken over yet."""
        super().__init__(data, **kwargs)
        _choose(self, "owner", [("", _now("choose")), *offered.people()])
        self.starters = tuple(starters)
        _choose(self, "risks", [(one, one) for one in self.starters])

    @property
    def chosen(self) -> set[str]:
        """What is ticked: all to begin with, then what was sent."""
        if isinstance(self.data, QueryDict):
            return set(self.data.getlist(self.add_prefix("risks")))
        return set(self.starters)
