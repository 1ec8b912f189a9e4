"""What is wrong over the registers on a day: one function over all subjects, in a fixed order."""

from collections.abc import Callable, Iterable, Iterator

from dualtrack.domain.frameworks.catalogue import Category
from dualtrack.domain.registers.finding import Finding, Settings
from dualtrack.domain.registers.held import Held
from dualtrack.domain.registers.lacks.context import context
from dualtrack.domain.registers.lacks.governance import governance
from dualtrack.domain.registers.lacks.operation import operation
from dualtrack.domain.registers.lacks.ownership import ownership
from dualtrack.domain.registers.lacks.people import people
from dualtrack.domain.registers.lacks.privacy import privacy
from dualtrack.domain.registers.lacks.suppliers import suppliers

Subject = Callable[[Held, Settings], Iterator[Finding]]
SUBJECTS: tuple[Subject, ...] = (ownership, suppliers, people, context, governance, operation)
STANDARD = Settings()


def findings(held: Held, categories: Iterable[str], settings: Settings = STANDARD) -> tuple[Finding, ...]:
    """Everything that the registers lack on the day; about personal data only where Privacy is chosen."""
    subjects = (*SUBJECTS, privacy) if Category.PRIVACY in set(categories) else SUBJECTS
    found = (one for subject in subjects for one in subject(held, settings))
    return tuple(sorted(found, key=lambda one: (one.register, one.record, one.code, one.params)))
