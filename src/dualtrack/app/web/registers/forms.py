"""The form of a record, made from its register's fields, and the form by which it leaves."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.app.programme.importing import Names
from dualtrack.app.programme.register_words import fault_text
from dualtrack.app.programme.registering import FaultyRecordsError
from dualtrack.app.web.base.choices import Day
from dualtrack.app.web.registers.fields import form_field, value_of
from dualtrack.domain.registers.record import Record
from dualtrack.domain.registers.register import Register
from dualtrack.domain.registers.values import Value, record_of

_APART = ("id", "retired_on")  # an id never changes; leaving is said apart


class RecordForm(forms.Form):
    """A new record, or one that is there; what it does not show of one stays as it is."""

    prefix = "record"

    def __init__(
        self,
        data: Any = None,
        *,
        register: Register,
        record: Record | None = None,
        seen: int | None = None,
        made: str = "",
        today: date,
    ) -> None:
        """Make the fields; `seen` is the entry at which it was read, `made` an id that is proposed."""
        super().__init__(data)
        self.register, self.record = register, record
        for one in register.fields:
            if one.name not in _APART or (one.name == "id" and record is None):
                self.fields[one.name] = form_field(one, record, today)
        if record is None:
            self.fields["id"].initial = made
        else:
            self.fields["seen"] = forms.IntegerField(widget=forms.HiddenInput, initial=seen)
        self.fields["reason"] = forms.CharField(label=_("Why"), required=False, max_length=500)

    @property
    def value(self) -> Record:
        """The record as it was typed."""
        said, names = self.cleaned_data, Names()
        values: dict[str, Value] = {
            one.name: value_of(one, said[one.name], names) for one in self.register.fields if one.name in said
        }
        if self.record is None:
            return record_of(self.register, str(values.pop("id")), values)
        return record_of(self.register, self.record.id, {**values, "retired_on": self.record.retired_on})

    def tell(self, error: FaultyRecordsError) -> None:
        """Show each fault at its field."""
        for fault in error.faults:
            self.add_error(fault.field if fault.field in self.fields else None, fault_text(fault))


class RetireForm(forms.Form):
    """The day on which a record leaves its register, and why."""

    prefix = "retire"
    seen = forms.IntegerField(widget=forms.HiddenInput)
    on = Day(_("Leaves on"))
    reason = forms.CharField(label=_("Why"), max_length=500)


class ReturnForm(forms.Form):
    """Why a record that left stands in its register again."""

    prefix = "retire"
    seen = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why"), max_length=500)
