"""The form field of each kind of field of a register, and back to the value that a record holds."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from attrs import frozen
from django import forms
from django.utils.translation import gettext as _

from dualtrack.app.programme.importing import Names
from dualtrack.app.programme.register_names import choices
from dualtrack.app.web.base.choices import Day
from dualtrack.app.web.registers.showing import word_text
from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.values import Value

MOST = 200  # so many records are offered to choose from; more are named by id or name
_YES_NO = {"yes": True, "no": False}


@frozen(kw_only=True)
class Given:
    """What a form field is made for: a field, what it holds now, and the day."""

    field: Field
    held: Any
    today: date

    @property
    def said(self) -> dict[str, Any]:
        """Label and help, and whether something must be said."""
        return {
            "label": _(self.field.label),
            "help_text": _(self.field.help) if self.field.help else "",
            "required": self.field.required,
        }


def form_field(field: Field, record: Record | None, today: date) -> forms.Field:
    """The form field, with what may be chosen."""
    given = Given(field=field, held=None if record is None else getattr(record, field.name), today=today)
    made = _MAKERS[field.kind](given)
    made.initial = _initial(field, given.held)
    return made


def value_of(field: Field, cleaned: Any, names: Names) -> Value:
    """What was typed as the value of the field; a record may be named by its name."""
    if field.kind is FieldKind.YES_NO:
        return _YES_NO.get(cleaned)
    if isinstance(cleaned, str):
        cleaned = cleaned.replace("\r\n", "\n")
    if field.many:
        lines = cleaned.split("\n") if isinstance(cleaned, str) else cleaned
        return tuple(_one(field, one.strip(), names) for one in lines if one.strip())
    return _one(field, cleaned, names) if isinstance(cleaned, str) else cast("Value", cleaned)


def _one(field: Field, said: str, names: Names) -> str:
    if field.kind is FieldKind.REFERENCE and said:
        return names(field.refers, said) or said
    return said


def _initial(field: Field, held: Any) -> Any:
    if field.kind is FieldKind.YES_NO:
        return "" if held is None else "yes" if held else "no"
    if field.many and field.kind is FieldKind.TEXT:
        return "\n".join(held or ())
    if field.many:
        return list(held or ())
    return "" if held is None and field.kind is not FieldKind.DAY else held


def _text(given: Given) -> forms.Field:
    if given.field.many:
        said = given.said
        said["help_text"] = " ".join(part for part in (said["help_text"], _("One a line.")) if part)
        return forms.CharField(**said, widget=forms.Textarea({"rows": 3, "dir": "auto"}))
    return forms.CharField(**given.said, widget=forms.TextInput({"dir": "auto"}))


def _long(given: Given) -> forms.Field:
    return forms.CharField(**given.said, widget=forms.Textarea({"rows": 4, "dir": "auto"}))


def _choice(given: Given) -> forms.Field:
    words = [(word, word_text(word)) for word in given.field.words]
    if given.field.many:
        return forms.MultipleChoiceField(
            **given.said, choices=words, widget=forms.CheckboxSelectMultiple({"class": "pick"})
        )
    return forms.ChoiceField(**given.said, choices=[("", "–"), *words])


def _yes_no(given: Given) -> forms.Field:
    words = [("", _("not said")), ("yes", _("yes")), ("no", _("no"))]
    return forms.ChoiceField(**given.said, choices=words)


def _day(given: Given) -> forms.Field:
    said = given.said
    return Day(said["label"], required=said["required"], help_text=said["help_text"])


def _number(given: Given) -> forms.Field:
    wrong = {"invalid": _("This is no whole number; write one such as 12.")}
    return forms.IntegerField(**given.said, error_messages=wrong)


def _amount(given: Given) -> forms.Field:
    wrong = {"invalid": _("This is no amount; write one such as 1250.50.")}
    return _Amount(**given.said, error_messages=wrong, widget=forms.TextInput({"inputmode": "decimal"}))


class _Amount(forms.DecimalField):
    """An amount with its digits as they were typed."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value:f}" if isinstance(value, Decimal) else value


def _reference(given: Given) -> forms.Field:
    held = given.held or ()
    named = held if given.field.many else (held,) if held else ()
    offered = choices(given.field.refers, named, as_of=given.today, most=MOST)
    if offered is None:
        return _typed(given)
    if given.field.many:
        widget = forms.CheckboxSelectMultiple({"class": "pick"})
        return forms.MultipleChoiceField(**given.said, choices=offered, widget=widget)
    return forms.ChoiceField(**given.said, choices=[("", "–"), *offered])


def _typed(given: Given) -> forms.Field:
    """Too many to choose from: named by id, or by a name that is one's alone."""
    said = given.said
    how = _("Ids or names, one a line.") if given.field.many else _("Its id or its name.")
    said["help_text"] = " ".join(part for part in (said["help_text"], how) if part)
    widget = forms.Textarea({"rows": 3, "dir": "auto"}) if given.field.many else forms.TextInput()
    return _Lines(**said, widget=widget) if given.field.many else forms.CharField(**said, widget=widget)


class _Lines(forms.CharField):
    """Several values, one a line."""

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


_MAKERS: Mapping[FieldKind, Callable[[Given], forms.Field]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG: _long,
    FieldKind.CHOICE: _choice,
    FieldKind.DAY: _day,
    FieldKind.YES_NO: _yes_no,
    FieldKind.NUMBER: _number,
    FieldKind.AMOUNT: _amount,
    FieldKind.REFERENCE: _reference,
}
