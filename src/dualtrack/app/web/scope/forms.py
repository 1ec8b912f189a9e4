"""What may be entered about scope: a version with its members and their extents, and why scopes differ."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.programme.scoping import SYSTEM
from dualtrack.app.web.base.choices import Day
from dualtrack.domain.registers.things import Environment
from dualtrack.domain.scope.chosen_days import ChosenDays
from dualtrack.domain.scope.extent import WHOLE, Extent
from dualtrack.domain.scope.scope import Exclusion, Membership, ScopeVersion
from dualtrack.domain.scope.things import Thing

ENVIRONMENTS = tuple(one.value for one in Environment)
# The limits of an extent beside environments and words: lists in one field each, and days.
LISTS = {
    "processes": mark("Only these procedures"),
    "data": mark("Only these data"),
    "locations": mark("Only these places"),
}
_PERIOD = ("period_start", "period_end")
DAYS = {"since": mark("Since"), "until": mark("Until")}


class ExplainForm(forms.Form):
    """Why the scopes differ over one thing, and who answers for it."""

    prefix = "explain"
    thing = forms.ChoiceField(label=_("Thing"))
    reason = forms.CharField(
        label=_("Why it is treated differently"), max_length=2000, widget=forms.Textarea({"rows": 3})
    )
    owner = forms.ChoiceField(label=_("Who answers for it"))

    def __init__(
        self, data: Any = None, *, things: Sequence[tuple[str, str]], names: Mapping[str, str], **kwargs: Any
    ) -> None:
        """Offer the things that differ and the people on record."""
        super().__init__(data, **kwargs)
        for name, choices in (("thing", things), ("owner", sorted(names.items(), key=lambda one: one[1]))):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = list(choices)


class VersionForm(forms.Form):
    """The words of a version; its members stand in rows beside it."""

    prefix = "version"
    name = forms.CharField(label=_("Name"), max_length=200)
    statement = forms.CharField(
        label=_("Statement"),
        max_length=8000,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("What is in it and what is not, as a reader outside would be told."),
    )
    effective_from = Day(_("Holds from"))
    period_start = Day(_("Period from"), required=False)
    period_end = Day(
        _("Period to"),
        required=False,
        help_text=_(
            "The days that the report is to cover, both included; as on record, unless you change them. Days"
            " other than on record are a drift of the scope until the two are the same."
        ),
    )
    reason = forms.CharField(label=_("Why this version"), max_length=500, required=False)
    more = forms.CharField(
        label=_("Further assets by name"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "Assets that serve a service follow it by themselves. Name here those that do not, one id a line."
        ),
    )

    def __init__(self, data: Any = None, *, framework: str, **kwargs: Any) -> None:
        """Ask for the days of the period where the scope is that of a report."""
        super().__init__(data, **kwargs)
        if framework != SYSTEM:
            del self.fields["period_start"], self.fields["period_end"]

    def chosen(self) -> ChosenDays | None:
        """The days of the period; None where the form did not ask for them or they were not sent."""
        if not any(self.add_prefix(name) in self.data for name in _PERIOD if name in self.fields):
            return None
        return ChosenDays(start=self.cleaned_data["period_start"], end=self.cleaned_data["period_end"])


@frozen(kw_only=True)
class Part:
    """One limit of an extent: what it is called in the form, its label, and what stands in it."""

    name: str
    label: str
    value: str
    day: bool = False


@frozen(kw_only=True)
class Row:
    """One thing with what the version says of it."""

    thing: Thing
    inside: bool
    environments: tuple[str, ...]
    parts: tuple["Part", ...]  # the other limits
    note: str
    out: str  # the reason for keeping it out
    follows: tuple[str, ...]  # names of services that it serves

    @property
    def narrowed(self) -> bool:
        """True when one of the further limits says something."""
        return any(one.value for one in self.parts)


@frozen(kw_only=True)
class Said:
    """What was posted about things: members, exclusions, and what is wrong in it."""

    members: tuple[Membership, ...]
    exclusions: tuple[Exclusion, ...]
    problems: tuple[str, ...] = ()
    typed: Mapping[str, str] = {}  # days that are none, by the field in which they were typed


def rows(things: Sequence[Thing], held: ScopeVersion | Said | None, called: Mapping[str, Thing]) -> list[Row]:
    """One row a thing, filled with what a version or a refused posting says."""
    members = {} if held is None else {m.thing: m for m in held.members}
    out = {} if held is None else {e.thing: e.reason for e in held.exclusions}
    typed = held.typed if isinstance(held, Said) else {}
    return [
        Row(
            thing=thing,
            inside=thing.id in members,
            environments=members[thing.id].extent.environments if thing.id in members else (),
            parts=_parts(thing.id, members[thing.id].extent if thing.id in members else WHOLE, typed),
            note=members[thing.id].extent.note if thing.id in members else "",
            out=out.get(thing.id, ""),
            follows=tuple(called[s].name for s in thing.follows if s in called),
        )
        for thing in things
    ]


def read(
    posted: QueryDict, things: Sequence[Thing], known: Mapping[str, Thing], held: ScopeVersion | None
) -> Said:
    """What the rows of a posting say; what the form does not show of a membership stays as it was."""
    before = {} if held is None else {m.thing: m for m in held.members}
    members, exclusions, problems = [], [], list[str]()
    typed: dict[str, str] = {}
    for thing in things:
        if posted.get(f"in:{thing.id}"):
            members.append(_member(posted, thing, before.get(thing.id), problems, typed))
        reason = posted.get(f"out:{thing.id}", "").strip()
        if reason and posted.get(f"in:{thing.id}"):
            problems.append(
                _now("{name} is both in the scope and kept out of it; choose one.").format(name=thing.name)
            )
        elif reason:
            exclusions.append(Exclusion(thing=thing.id, reason=reason))
    shown = {thing.id for thing in things}
    for line in posted.get("version-more", "").split():
        name = line if "/" in line else f"asset/{line}"
        if name not in known:
            said = _now("{id} is in no register; enter it among the assets first, or correct the id.")
            problems.append(said.format(id=line))
        elif name not in shown:
            members.append(before.get(name, Membership(thing=name)))
    return Said(members=tuple(members), exclusions=tuple(exclusions), problems=tuple(problems), typed=typed)


def _parts(thing: str, extent: Extent, typed: Mapping[str, str]) -> tuple[Part, ...]:
    lists = (
        Part(name=f"{name}:{thing}", label=_now(label), value="; ".join(getattr(extent, name)))
        for name, label in LISTS.items()
    )
    days = (
        Part(
            name=f"{name}:{thing}",
            label=_now(label),
            value=typed.get(f"{name}:{thing}") or str(getattr(extent, name) or ""),
            day=True,
        )
        for name, label in DAYS.items()
    )
    return (*lists, *days)


def _member(
    posted: QueryDict, thing: Thing, before: Membership | None, problems: list[str], typed: dict[str, str]
) -> Membership:
    old = WHOLE if before is None else before.extent
    chosen = tuple(one for one in ENVIRONMENTS if one in posted.getlist(f"env:{thing.id}"))
    parts = {name: _listed(posted.get(f"{name}:{thing.id}"), getattr(old, name)) for name in LISTS}
    days: dict[str, date | None] = {}
    for name in DAYS:
        said = posted.get(f"{name}:{thing.id}")
        try:
            days[name] = getattr(old, name) if said is None else _day(said.strip())
        except ValueError:
            days[name] = None
            typed[f"{name}:{thing.id}"] = str(said)
            words = _now("{name}: {said} is no day; write it as 2027-01-31.")
            problems.append(words.format(name=thing.name, said=said))
    since, until = days["since"], days["until"]
    if since is not None and until is not None and until < since:
        words = _now("{name}: {until} lies before {since}; correct one of the two.")
        problems.append(words.format(name=thing.name, until=until, since=since))
    return Membership(
        thing=thing.id,
        extent=Extent(
            environments=chosen,
            **parts,
            since=since,
            until=until,
            note=posted.get(f"note:{thing.id}", "").strip()[:500],
        ),
    )


def _listed(said: str | None, old: tuple[str, ...]) -> tuple[str, ...]:
    """What a field lists, each once; a field that was not sent leaves what was there."""
    if said is None:
        return old
    return tuple(dict.fromkeys(part for one in said.split(";") if (part := one.strip())))


def _day(said: str) -> date | None:
    return date.fromisoformat(said) if said else None
