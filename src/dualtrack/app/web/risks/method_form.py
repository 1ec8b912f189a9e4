"""The method as a form: scales, bands and matrix as lines of text, each line that does not read named."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from dualtrack.domain.risks.method import Band, Making, RiskMethod, Step

_BAR, _WITHIN = "|", r"\|"  # between parts, and where a part holds one itself
_BETWEEN = re.compile(r"(?<!\\)\|")
_STEP_PARTS, _BAND_PARTS = 2, 6
T = TypeVar("T")


class MethodForm(forms.Form):
    """The next version of the method."""

    prefix = "method"
    name = forms.CharField(label=_("Name"), max_length=200)
    likelihood = forms.CharField(
        label=_("Likelihood, from the lowest step"),
        help_text=_(r"One step a line: name | criteria. A bar within a text is written \|"),
        widget=forms.Textarea({"rows": 6}),
    )
    consequence = forms.CharField(
        label=_("Consequence, from the lowest step"),
        help_text=_(r"One step a line: name | criteria. A bar within a text is written \|"),
        widget=forms.Textarea({"rows": 6}),
    )
    making = forms.ChoiceField(
        label=_("How a level is made"),
        choices=[
            (Making.PRODUCT.value, _("likelihood times consequence")),
            (Making.MATRIX.value, _("cell by cell")),
        ],
    )
    matrix = forms.CharField(
        label=_("Levels cell by cell"),
        required=False,
        help_text=_("One row a likelihood, from the lowest; levels with spaces between."),
        widget=forms.Textarea({"rows": 5}),
    )
    bands = forms.CharField(
        label=_("Bands"),
        help_text=_("One a line: id | name | from | to | who accepts beside the owner | review in months"),
        widget=forms.Textarea({"rows": 5}),
    )
    acceptable = forms.IntegerField(
        label=_("Acceptance line"), help_text=_("The highest level that needs no treatment."), min_value=0
    )
    reason = forms.CharField(label=_("What changed, and why"), max_length=2000)

    def __init__(self, data: Any = None, *, method: RiskMethod | None = None, **kwargs: Any) -> None:
        """Begin with a version that is there."""
        super().__init__(data, initial={} if method is None else _initial(method), **kwargs)

    def clean_likelihood(self) -> tuple[Step, ...]:
        """The steps."""
        return self._steps("likelihood")

    def clean_consequence(self) -> tuple[Step, ...]:
        """The steps."""
        return self._steps("consequence")

    def _steps(self, name: str) -> tuple[Step, ...]:
        lines = _lines(self.cleaned_data[name])
        return tuple(
            Step(number=number, name=parts[0], criteria=parts[1])
            for number, line in enumerate(lines, 1)
            for parts in [_parts(line, _STEP_PARTS, _now("name | criteria"))]
        )

    def clean_matrix(self) -> tuple[tuple[int, ...], ...]:
        """The rows."""
        return tuple(
            tuple(_number(cell, line) for cell in line.split())
            for line in _lines(self.cleaned_data["matrix"])
        )

    def clean_bands(self) -> tuple[Band, ...]:
        """The bands."""
        return tuple(_band(line) for line in _lines(self.cleaned_data["bands"]))

    @property
    def method(self) -> RiskMethod:
        """What was entered, as a method; version and preparer are set by the verb."""
        said = self.cleaned_data
        return RiskMethod(
            id="",
            version=0,
            name=said["name"],
            likelihood=said["likelihood"],
            consequence=said["consequence"],
            making=Making(said["making"]),
            matrix=said["matrix"],
            bands=said["bands"],
            acceptable=said["acceptable"],
            prepared_by="",
        )


def _initial(method: RiskMethod) -> dict[str, Any]:
    return {
        "name": method.name,
        "likelihood": _written(method.likelihood, lambda s: _line(s.name, s.criteria)),
        "consequence": _written(method.consequence, lambda s: _line(s.name, s.criteria)),
        "making": method.making.value,
        "matrix": _written(method.matrix, lambda row: " ".join(map(str, row))),
        "bands": _written(
            method.bands,
            lambda b: _line(b.id, b.name, str(b.lowest), str(b.highest), b.accepted_by, str(b.review_months)),
        ),
        "acceptable": method.acceptable,
    }


def _written(values: tuple[T, ...], write: Callable[[T], str]) -> str:
    return "\n".join(write(one) for one in values)


def _line(*parts: str) -> str:
    """Parts as one line that reads back the same."""
    return f" {_BAR} ".join(part.replace(_BAR, _WITHIN) for part in parts)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _parts(line: str, count: int, shape: str) -> list[str]:
    parts = [part.strip().replace(_WITHIN, _BAR) for part in _BETWEEN.split(line)]
    if len(parts) != count:
        raise forms.ValidationError(_now("%(line)s: write %(shape)s.") % {"line": line, "shape": shape})
    return parts


def _band(line: str) -> Band:
    shape = _now("id | name | from | to | who accepts beside the owner | review in months")
    name, title, lowest, highest, accepted_by, months = _parts(line, _BAND_PARTS, shape)
    return Band(
        id=name,
        name=title,
        lowest=_number(lowest, line),
        highest=_number(highest, line),
        accepted_by=accepted_by,
        review_months=_number(months, line),
    )


def _number(text: str, line: str) -> int:
    if not (text.isascii() and text.isdigit()) or len(text) > 6:
        raise forms.ValidationError(
            _now("%(line)s: %(text)s is not a whole number.") % {"line": line, "text": text or "–"}
        )
    return int(text)
