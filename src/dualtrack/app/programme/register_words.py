"""What is wrong with records and imports, in words: sentences of the domain, translated at the edge."""

from django.utils.translation import gettext as _

from dualtrack.domain.registers.fault import Fault
from dualtrack.domain.registers.fault_words import SENTENCES, parameters
from dualtrack.sheets.outcome import Wrong
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.words import said


def fault_text(fault: Fault) -> str:
    """A fault without its place: what came, what was expected, what to do."""
    return _(SENTENCES[fault.code]).format_map(parameters(fault))


def wrong_text(wrong: Wrong) -> str:
    """Anything that keeps a row from being imported, with its place."""
    if isinstance(wrong, Problem):
        return said(wrong, _)
    return f"{parameters(wrong)['where']}: {fault_text(wrong)}"
