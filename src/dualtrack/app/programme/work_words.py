"""Work in words: what has to be done, from the framework that asks, and on which ground."""

from django.utils.translation import gettext as _

from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.programme.pattern_words import to_do_text
from dualtrack.documents.registry import kind_of
from dualtrack.domain.frameworks.catalogue import Delta
from dualtrack.domain.programme.patterns.finding import Code
from dualtrack.domain.programme.work import Work, WorkKind


def delta_of(framework: str | None, delta: str) -> Delta | None:
    """The delta as its framework declares it; a document that nobody but us wants is worded as ISO's is."""
    declared = catalogue().framework(framework or "iso27001")
    return None if declared is None else declared.delta(delta)


def delta_title(framework: str | None, delta: str) -> str:
    """The name of a delta as its framework's own file has it."""
    found = delta_of(framework, delta)
    return delta.replace("_", " ") if found is None else found.title


def _decision_text(said: dict[str, str]) -> str:
    """The order that nobody decided: since when, and what waiting costs by the plan."""
    text = _(
        "Decide which audit comes first: phase 1 ended on {since}, week {weeks} without a decision."
    ).format(**said)
    if said["slack"] == "0":
        waits = _("Each further week moves the last end of the plan, {ends}, by a week.").format(**said)
    else:
        waits = _(
            "After {slack} more weeks each further one moves the last end of the plan, {ends}, by a week."
        ).format(**said)
    if said["slip"] == "0":
        return f"{text} {waits}"
    turned = _(
        "Decided the other way than it is planned, the later audit's end slips by up to {slip} weeks, to"
        " {turned}."
    ).format(**said)
    return f"{text} {waits} {turned}"


def work_text(work: Work) -> str:
    """What somebody has to do."""
    if work.kind is WorkKind.RELEASE:
        document, _slash, rest = work.what.partition("/")
        said = _("Prepare a new version of {title}: {version} no longer says what the records say.")
        return said.format(title=kind_of(document).title, version=rest.rpartition("/")[2])
    if work.kind is WorkKind.PATTERN:
        return to_do_text(Code(work.what))
    if work.kind is WorkKind.DECISION:
        return _decision_text(dict(work.params))
    if work.what:
        return _("Write down and have approved: {what}.").format(what=work.what)
    found = delta_of(work.framework, work.delta)
    return delta_title(work.framework, work.delta) if found is None else found.work
