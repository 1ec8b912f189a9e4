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


def work_text(work: Work) -> str:
    """What somebody has to do."""
    if work.kind is WorkKind.RELEASE:
        document, _slash, rest = work.what.partition("/")
        said = _("Prepare a new version of {title}: {version} no longer says what the records say.")
        return said.format(title=kind_of(document).title, version=rest.rpartition("/")[2])
    if work.kind is WorkKind.PATTERN:
        return to_do_text(Code(work.what))
    if work.what:
        return _("Write down and have approved: {what}.").format(what=work.what)
    found = delta_of(work.framework, work.delta)
    return delta_title(work.framework, work.delta) if found is None else found.work
