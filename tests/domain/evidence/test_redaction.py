"""A redacted file stands for the original where it is another file about the same."""

from datetime import UTC, date, datetime

from attrs import evolve
from tests.each import each

from dualtrack.domain.evidence.evidence import Artifact, Evidence
from dualtrack.domain.evidence.redaction import RedactionProblem, problem

ORIGINAL = Evidence(
    id="ev_1",
    title="Review",
    controls=("AC-02", "AC-03"),
    artifact=Artifact(sha256="ab" * 32, size=3, filename="review.pdf"),
    covers_from=date(2026, 1, 1),
    covers_to=date(2026, 1, 31),
    received_at=datetime(2026, 2, 1, tzinfo=UTC),
    submitted_by="person:p",
)
REDACTED = evolve(
    ORIGINAL, id="ev_2", artifact=Artifact(sha256="cd" * 32, size=2, filename="review-redacted.pdf")
)


@each(
    ("redacted", "why"),
    [
        (REDACTED, None),
        (evolve(REDACTED, controls=("AC-01", "AC-02", "AC-03")), None),
        (evolve(REDACTED, artifact=ORIGINAL.artifact), RedactionProblem.SAME_FILE),
        (evolve(REDACTED, controls=("AC-02",)), RedactionProblem.OTHER_CONTROLS),
        (evolve(REDACTED, covers_to=date(2026, 2, 1)), RedactionProblem.OTHER_DAYS),
        (evolve(REDACTED, covers_from=date(2025, 12, 31)), RedactionProblem.OTHER_DAYS),
    ],
)
def test_when_one_stands_for_the_other(redacted: Evidence, why: RedactionProblem | None) -> None:
    assert problem(ORIGINAL, redacted) is why
