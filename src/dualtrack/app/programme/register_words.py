"""What is wrong with records and imports, in words: sentences of the domain, translated at the edge."""

from django.utils.translation import gettext as _

from dualtrack.app.programme.risk_words import entered_text, field_text
from dualtrack.domain.registers.fault import Fault
from dualtrack.domain.registers.fault_words import SENTENCES, parameters
from dualtrack.domain.risks.line_faults import LineFault
from dualtrack.sheets.outcome import Refusal, Wrong
from dualtrack.sheets.problem import Problem
from dualtrack.sheets.words import said


def fault_text(fault: Refusal) -> str:
    """A fault without its place: what came, what was expected, what to do."""
    if isinstance(fault, LineFault):
        return entered_text(fault.fault)
    assert isinstance(fault, Fault)  # noqa: S101 - nothing else refuses a record
    return _(SENTENCES[fault.code]).format_map(parameters(fault))


def wrong_text(wrong: Wrong) -> str:
    """Anything that keeps a row from being imported, with its place."""
    if isinstance(wrong, Problem):
        return said(wrong, _)
    if isinstance(wrong, Fault):
        return f"{parameters(wrong)['where']}: {fault_text(wrong)}"
    return f"{_('Risks')}, {wrong.record}, {field_text(wrong.field)}: {fault_text(wrong)}"
