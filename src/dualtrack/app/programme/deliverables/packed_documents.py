"""The documents of each kind of package: made as of its checkpoint, and beside them what was released."""

from collections.abc import Iterator, Sequence

from dualtrack.app.ledger import erased
from dualtrack.domain.audits.engagement import Engagement
from dualtrack.domain.audits.releases.release import Release, disclosed_to, in_force

# In the formats that the readers of each package use.
DOCUMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "soc2": (("control-matrix", "pdf"), ("control-matrix", "xlsx")),
    "iso27001-stage1": (
        ("statement-of-applicability", "pdf"),
        ("statement-of-applicability", "docx"),
        ("statement-of-applicability", "xlsx"),
        ("control-matrix", "xlsx"),
    ),
}
for _later in ("iso27001-stage2", "iso27001-surveillance", "iso27001-recertification"):
    DOCUMENTS[_later] = DOCUMENTS["iso27001-stage1"]


def released_files(
    kind: str, releases: Sequence[Release], engagement: Engagement
) -> Iterator[tuple[str, bytes]]:
    """Name and frozen bytes of each release that counts and that the engagement is shown."""
    shown = tuple(r for r in releases if disclosed_to(r, engagement))
    for series in dict.fromkeys(r.series for r in shown):
        release = in_force(releases, series)
        for name, wanted in DOCUMENTS[kind]:
            file = release.file(wanted) if release is not None and release.document == name else None
            if file is not None:
                with erased.opened(file.sha256) as stream:
                    yield file.filename, stream.read()
