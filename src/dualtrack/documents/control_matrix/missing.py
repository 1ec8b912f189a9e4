"""What stands in the way of releasing the matrix: scopes, owners and wordings that are not settled."""

from collections.abc import Iterator

from dualtrack.documents.control_matrix.values import MatrixInput
from dualtrack.domain.audits.releases.open_points import OpenPoint, Point


def open_points(matrix: MatrixInput) -> tuple[OpenPoint, ...]:
    """Everything of it, in the order of the controls; default text is found in the tree itself."""
    return tuple(_open_points(matrix))


def _open_points(matrix: MatrixInput) -> Iterator[OpenPoint]:
    for name in matrix.open_scopes:
        yield OpenPoint(code=Point.SCOPE, about=name)
    for row in matrix.rows:
        about = f"{row.id} {row.title}"
        if not row.owner:
            yield OpenPoint(code=Point.NO_OWNER, about=about, facts=row.facts)
        if not row.activity.strip():
            yield OpenPoint(code=Point.NO_WORDING, about=about, facts=row.facts)
