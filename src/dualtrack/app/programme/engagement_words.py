"""Kinds of audits, and what is wrong with opening one, in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.domain.audits.engagement import EngagementKind
from dualtrack.domain.audits.opening import OpeningCode, OpeningFault

TITLES: Mapping[EngagementKind, str] = {
    EngagementKind.SOC2_TYPE2: mark("SOC 2 Type II examination"),
    EngagementKind.ISO_STAGE1: mark("ISO/IEC 27001 certification audit, Stage 1"),
    EngagementKind.ISO_STAGE2: mark("ISO/IEC 27001 certification audit, Stage 2"),
    EngagementKind.ISO_SURVEILLANCE: mark("ISO/IEC 27001 surveillance audit"),
    EngagementKind.ISO_RECERTIFICATION: mark("ISO/IEC 27001 recertification audit"),
}
OPENING: Mapping[OpeningCode, str] = {
    OpeningCode.NOT_RUN: mark(
        "{framework}: the programme runs {known}; add it first with: dualtrack programme add {framework}"
    ),
    OpeningCode.REVERSED: mark("{last} lies before {first}; correct one of the two days"),
    OpeningCode.AHEAD: mark("{day} lies ahead; today is {today}"),
    OpeningCode.OPEN: mark("{engagement} is of this kind and open since {day}; close it first"),
    OpeningCode.UNCERTIFIED: mark(
        "{kind} is an audit of what is certified, and no valid certificate is on record; record it under"
        " Applicability, or adopt it"
    ),
    OpeningCode.OTHER_DUE: mark("the certificate asks for {kind} next, by {due} ({clause})"),
    OpeningCode.LATE: mark(
        "the records run to {day}, and the audit has to be over by {due} ({clause}); ask the certification"
        " body"
    ),
    OpeningCode.LONG: mark(
        "{first} to {last} is longer than {months} months; the last audit saw what was before"
    ),
}


def kind_title(kind: EngagementKind) -> str:
    """A kind of audit as people read it."""
    return _(TITLES[kind])


def opening_text(fault: OpeningFault) -> str:
    """What is wrong, or worth a word, and what to do."""
    told = dict(fault.params)
    if fault.code is OpeningCode.OTHER_DUE:
        told["kind"] = kind_title(EngagementKind(told["kind"]))
    return _(OPENING[fault.code]).format(**told)
