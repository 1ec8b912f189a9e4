"""Tags and filters of the pages: statuses with their shape, links to facts, names of people."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dualtrack.app.programme.catalogue import catalogue, licensed_text
from dualtrack.app.programme.history_words import frozen_name, kind_text
from dualtrack.app.programme.release_words import point_text, said_text, state_text
from dualtrack.app.programme.risk_words import fault_text
from dualtrack.app.programme.words import gate_text, reason_text, status_text
from dualtrack.app.programme.work_words import delta_title, work_text
from dualtrack.app.web.base.names import name_of
from dualtrack.app.web.base.spans import span_text
from dualtrack.app.web.base.tones import SHAPES, by_tone, shape_of, tone_of
from dualtrack.documents.registry import KINDS as DOCUMENTS
from dualtrack.domain.controls.area import area_of, role_title
from dualtrack.domain.controls.design import digest
from dualtrack.domain.frameworks.ids import key_of
from dualtrack.domain.ledger.revision import revision_digest
from dualtrack.domain.programme.reasons import Reason

register = template.Library()
register.filter("named", name_of)
register.filter("age", span_text)
register.filter("area", area_of)
register.filter("role", role_title)
register.filter("gate", gate_text)
register.filter("tone", tone_of)
register.filter("by_tone", by_tone)
register.filter("work_text", work_text)
register.filter("revision", revision_digest)
register.filter("design", digest)
register.filter("open_point", point_text)
register.filter("release_state", state_text)
register.filter("said", said_text)
register.filter("amiss", fault_text)
register.filter("frozen_name", frozen_name)


@register.simple_tag
def status(value: str) -> SafeString:
    """A status: its shape, its tone and its words."""
    return format_html(
        '<span class="status {}"><span aria-hidden="true">{}</span> {}</span>',
        tone_of(value),
        shape_of(value),
        status_text(str(value)),
    )


@register.filter
def shape(tone: str) -> str:
    """The shape of a tone."""
    return SHAPES.get(tone, "–")


@register.filter
def words(value: str) -> str:
    """A status in words."""
    return status_text(str(value))


@register.filter
def reason(value: Reason) -> str:
    """A reason in words."""
    return reason_text(value)


@register.filter
def decimal(value: Fraction) -> str:
    """A fraction with one digit behind the point."""
    return f"{float(value):.1f}"


@register.filter
def local(requirement: str) -> str:
    """`CC6.1` of `soc2:CC6.1`."""
    return requirement.partition(":")[2]


@register.filter
def framework(requirement: str) -> str:
    """`soc2` of `soc2:CC6.1`."""
    return key_of(requirement)


@register.filter
def title(requirement: str) -> str:
    """The title of a requirement, in our words."""
    found = catalogue().find(requirement)
    return found.title if found else ""


register.filter("licensed", licensed_text)


@register.simple_tag
def delta(framework: str, name: str) -> str:
    """The name of a delta, as its framework's own file has it."""
    return delta_title(framework, name)


@register.filter
def who(actor: str, names: Mapping[str, str]) -> str:
    """A person's name where it may be shown, else the actor's id."""
    kind, _colon, rest = actor.partition(":")
    if kind == "token":
        token, _slash, person = rest.partition("/by:")
        return _("token {token} of {person}").format(token=token, person=names.get(person, person))
    return names.get(rest, actor) if kind == "person" else actor


@register.simple_tag
def requirement(full_id: str) -> SafeString:
    """A requirement as a small link in its framework's colour."""
    key, _, local_id = full_id.partition(":")
    return format_html(
        '<a class="req {}" href="{}" title="{}">{}</a>',
        key,
        requirement_url(full_id),
        title(full_id),
        local_id,
    )


def requirement_url(full_id: str) -> str:
    """The page of a requirement."""
    key, _, local_id = full_id.partition(":")
    return reverse("requirements.one", args=[key, local_id])


@register.simple_tag
def tag(key: str) -> SafeString:
    """The name of a framework in its colour."""
    return format_html('<span class="fw {}">{}</span>', key, name_of(key))


@register.simple_tag
def fact(name: str) -> SafeString:
    """A fact behind a status as a link to where it is shown."""
    address = fact_url(name)
    if address is None:
        return format_html('<span class="mono">{}</span>', name)
    return format_html('<a class="mono" href="{}">{}</a>', address, short(name))


def fact_url(name: str) -> str | None:
    """Where a fact is shown; None where it has no page."""
    if name.startswith("ev_"):
        return reverse("evidence.one", args=[name])
    if name.startswith("checks:"):
        return reverse("controls.one", args=[name.split(":")[1]]) + "#checks"
    if name.startswith("dev_"):
        return "#deviations"
    if catalogue().known(name):
        return requirement_url(name)
    return _named_url(name)


def _named_url(name: str) -> str | None:
    """Where a thing of a scope, an adopted finding or a control is shown; a period or scope has no page."""
    if "/" in name:
        return reverse("scope")
    if name.startswith(("soc2-", "iso27001-")):
        return reverse("history", args=["nonconformity", name]) if "-ncf-" in name else None
    return reverse("controls.one", args=[name]) if "-" in name and "_" not in name else None


@register.simple_tag
def object_link(name: str) -> SafeString:
    """An object of the ledger as a link to its history."""
    kind, _, key = name.partition("/")
    address = reverse("history", args=[kind, key])
    return format_html('<a href="{}">{} <span class="mono">{}</span></a>', address, kind_text(kind), key)


@register.filter
def shown_somewhere(names: Sequence[str]) -> list[str]:
    """The facts that have a page of their own."""
    return [name for name in names if (fact_url(name) or "#").startswith("/")]


@register.filter
def document_title(name: str) -> str:
    """The title of a document of ours."""
    return next((kind.title for kind in DOCUMENTS if kind.name == name), name)


@register.filter
def short(name: str) -> str:
    """A long id or hash, shortened for the eye; the link or the title holds all of it."""
    if name.startswith("checks:"):
        return f"checks {name.split(':')[3]}"
    return name if len(name) <= 16 else f"{name[:12]}…"


@register.filter
def get(mapping: Mapping[str, Any], key: str) -> Any:
    """An item of a mapping."""
    return mapping.get(key)


@register.filter
def at(items: Sequence[Any], place: int) -> Any:
    """An item of a list."""
    return items[place]


@register.filter
def size(value: int) -> str:
    """A number of bytes for people."""
    amount, unit = float(value), "B"
    for unit in ("B", "kB", "MB", "GB"):
        if amount < 1000 or unit == "GB":
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"


@register.simple_tag
def change_of_status(change: str) -> str:
    """`soc2:CC6.1 supported unsupported` as people read it."""
    requirement_id, before, after = change.split(" ")
    return f"{requirement_id.partition(':')[2]} {status_text(before)} → {status_text(after)}"


@register.filter
def anchored(kind: str) -> str:
    """How it is shown that somebody outside holds a head."""
    return name_of(f"anchor:{kind}")


@register.filter
def relation(value: str) -> str:
    """A relation of the crosswalk, read from this requirement to its partner."""
    return name_of(f"relation:{value}")


@register.filter
def called(value: object, kind: str) -> str:
    """A word of one of our closed lists: {{ pair.source_covered|called:"share" }}."""
    return name_of(f"{kind}:{value}")


@register.simple_tag
def pair_url(a: str, b: str) -> str:
    """The page of two requirements of different frameworks, seen from the first."""
    (here, _, local_id), (there, _, partner) = a.partition(":"), b.partition(":")
    return reverse("crosswalk.pair", args=[here, local_id, there, partner])
