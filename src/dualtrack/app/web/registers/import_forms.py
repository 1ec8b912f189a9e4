"""What is asked in an import: the file, and how its columns are read."""

from collections.abc import Sequence
from typing import Any

from attrs import evolve
from django import forms
from django.utils.translation import gettext_lazy as _

from dualtrack.domain.registers.field import Field, FieldKind
from dualtrack.domain.registers.register import Register
from dualtrack.sheets.cell import letter
from dualtrack.sheets.header import Header
from dualtrack.sheets.limits import MAX_BYTES
from dualtrack.sheets.plan import Mode
from dualtrack.sheets.profile import DayOrder, DecimalMark, Profile

MODES = {
    Mode.MERGE: _("fill in and overwrite what the sheet holds; keep the rest"),
    Mode.ADD: _("add new records alone; leave those that are there"),
    Mode.REPLACE: _("mirror the sheet: its empty cells empty the field; list what it does not hold"),
}
_TEXTS = (FieldKind.TEXT, FieldKind.LONG)
_BETWEEN = ", "  # fields of a key


class FileForm(forms.Form):
    """The spreadsheet."""

    file = forms.FileField(
        label=_("Spreadsheet"),
        help_text=_("Excel, OpenDocument, CSV or a Markdown table, at most 50 MB."),
        max_length=200,
        error_messages={"empty": _("The file is empty; nothing was read.")},
    )

    def clean_file(self) -> Any:
        """No larger than is read."""
        given = self.cleaned_data["file"]
        if given.size > MAX_BYTES:
            said = _("The file has %(size)s bytes; at most %(most)s are read. Split it into several.")
            raise forms.ValidationError(said, params={"size": f"{given.size:,}", "most": f"{MAX_BYTES:,}"})
        return given


class MappingForm(forms.Form):
    """Which column is which field, and how cells are read; begins with a profile."""

    def __init__(
        self, data: Any = None, *, register: Register, header: Header, profile: Profile, **kwargs: Any
    ) -> None:
        """Make one choice a column."""
        super().__init__(data, **kwargs)
        self.register, self.header, self.profile = register, header, profile
        self.columns = _columns(header)
        taken = {_place(name, header): field for name, field in profile.columns}
        offered = [("", _("not imported")), *((one.name, _(one.label)) for one in register.fields)]
        for place, said in self.columns:
            label = f"{letter(place)}  {said}" if said else letter(place)
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=label, choices=offered, required=False, initial=taken.get(place, "")
            )
        self._options()

    def _reading(self) -> None:
        """How days, numbers and several values in a cell are written."""
        profile = self.profile
        self.fields["day_order"] = forms.ChoiceField(
            label=_("Days such as 03/05/2026"),
            choices=[
                ("", _("are refused, for they may be either")),
                (DayOrder.DAY_FIRST.value, _("begin with the day")),
                (DayOrder.MONTH_FIRST.value, _("begin with the month")),
            ],
            required=False,
            initial=profile.day_order or "",
        )
        self.fields["decimal"] = forms.ChoiceField(
            label=_("Decimal mark"),
            choices=[("", _("as far as it is clear")), (".", _("point")), (",", _("comma"))],
            required=False,
            initial=profile.decimal or "",
        )
        self.fields["separators"] = forms.CharField(
            label=_("Several values in a cell are parted by"),
            help_text=_("Signs with spaces between them; a new line always parts."),
            max_length=20,
            initial=" ".join(one for one in profile.separators if one != "\n"),
        )

    def _options(self) -> None:
        register, profile = self.register, self.profile
        texts = [one for one in register.fields if one.kind in _TEXTS and not one.many and one.name != "id"]
        self.fields["mode"] = forms.ChoiceField(
            label=_("Records that are there already"),
            choices=[(mode.value, said) for mode, said in MODES.items()],
            initial=Mode.MERGE.value,
        )
        self.fields["key"] = forms.ChoiceField(
            label=_("A row is recognised by"),
            choices=_keys(register.fields, profile),
            initial=_BETWEEN.join(profile.key),
        )
        self.fields["make_ids"] = forms.CharField(
            label=_("Make ids for rows without one"),
            help_text=_("Their prefix, such as AST for AST-001; empty: such rows are rejected."),
            required=False,
            max_length=20,
            initial=profile.make_ids,
        )
        self._reading()
        self.fields["rest_into"] = forms.ChoiceField(
            label=_("Columns that are not imported"),
            choices=[("", _("are left out")), *((one.name, _into(one)) for one in texts)],
            required=False,
            initial=profile.rest_into,
        )
        self.fields["constants"] = forms.CharField(
            label=_("The same in every row"),
            help_text=_("A field and its value a line, such as: kind = infrastructure"),
            required=False,
            max_length=4000,
            widget=forms.Textarea({"rows": 2}),
            initial="\n".join(f"{name} = {value}" for name, value in profile.constants),
        )
        self.fields["values"] = forms.CharField(
            label=_("What is meant by values"),
            help_text=_(
                "A column, what comes in it and what is meant, a line each, such as: Status | Rolling | open."
                " Nothing after the second bar leaves the field empty."
            ),
            required=False,
            max_length=20_000,
            widget=forms.Textarea({"rows": 2}),
            initial="\n".join(" | ".join(one) for one in profile.values),
        )
        self.fields["name"] = forms.CharField(
            label=_("Name of the profile"),
            help_text=_("Saved under it, the next spreadsheet of this kind needs no questions."),
            required=False,
            max_length=100,
            initial="" if profile.name == register.key else profile.name,
        )

    @property
    def mapping(self) -> list[Any]:
        """The fields of the columns, for the page."""
        return [self[f"column_{place}"] for place, _said in self.columns]

    @property
    def options(self) -> list[Any]:
        """The other fields, for the page."""
        return [self[name] for name in self.fields if not name.startswith("column_") and name != "name"]

    @property
    def mode(self) -> Mode:
        """What happens to records that are there."""
        return Mode(self.cleaned_data["mode"])

    @property
    def chosen(self) -> Profile:
        """The profile as it was set."""
        said = self.cleaned_data
        named = [(place, said[f"column_{place}"]) for place, _said in self.columns]
        return evolve(
            self.profile,
            name=said["name"] or self.register.key,
            header_row=self.header.row,
            columns=tuple((_name(place, self.header), field) for place, field in named if field),
            constants=_constants(said["constants"]),
            values=_values(said["values"]),
            key=tuple(said["key"].split(_BETWEEN)),
            make_ids=said["make_ids"].strip(),
            rest_into=said["rest_into"],
            separators=(*said["separators"].split(), "\n"),
            day_order=DayOrder(said["day_order"]) if said["day_order"] else None,
            decimal=DecimalMark(said["decimal"]) if said["decimal"] else None,
        )


def _columns(header: Header) -> list[tuple[int, str]]:
    return [(place, name) for place, name in enumerate(header.names) if name]


def _name(place: int, header: Header) -> str:
    """How a profile calls a column: by its header, or by its letter where that is not its alone."""
    said = header.names[place]
    alone = [one.casefold() for one in header.names].count(said.casefold()) == 1
    return said if alone and not said.startswith("@") else f"@{letter(place)}"


def _place(name: str, header: Header) -> int:
    names = [_name(place, header) if said else "" for place, said in enumerate(header.names)]
    folded = [one.casefold() for one in names]
    if name.casefold() in folded:
        return folded.index(name.casefold())
    letters = [f"@{letter(place)}" for place in range(len(names))]
    return letters.index(name) if name in letters else -1


def _keys(fields: Sequence[Field], profile: Profile) -> list[tuple[str, Any]]:
    keys: list[tuple[str, Any]] = [(one.name, _(one.label)) for one in fields if not one.many]
    if len(profile.key) > 1:
        keys.append((_BETWEEN.join(profile.key), _BETWEEN.join(profile.key)))
    return keys


def _into(field: Field) -> Any:
    return _("are kept in: %(field)s") % {"field": _(field.label)}


def _constants(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (line.partition("=") for line in text.splitlines() if line.strip())
    return tuple((name.strip(), value.strip()) for name, _equals, value in pairs)


def _values(text: str) -> tuple[tuple[str, str, str], ...]:
    """Column, what came, what is meant; the column may itself hold a bar."""
    parts = ([part.strip() for part in line.rsplit("|", 2)] for line in text.splitlines() if line.strip())
    return tuple((one[0], one[1] if len(one) > 1 else "", one[2] if len(one) > 2 else "") for one in parts)
