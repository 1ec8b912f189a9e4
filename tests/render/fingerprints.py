"""A process of its own that renders everything and prints a hash of each file, for tests of equal bytes."""

import json
import sys
from hashlib import sha256

from tests.documents.samples import matrix, soa
from tests.render.package.samples import sample_zip
from tests.render.samples import CREATED, whole

from dualtrack.documents.control_matrix.context import context as matrix_context
from dualtrack.documents.statement_of_applicability.context import context as soa_context
from dualtrack.render.formats import FORMATS, render


def fingerprints() -> dict[str, str]:
    """The hash of every file that the samples give."""
    made = {"whole": whole(), "soa": soa_context(soa()), "matrix": matrix_context(matrix())}
    found = {f"{n}.{f}": render(d, f, created=CREATED) for n, d in made.items() for f in FORMATS}
    found["package.zip"] = sample_zip()
    return {name: sha256(data).hexdigest() for name, data in found.items()}


if __name__ == "__main__":
    json.dump(fingerprints(), sys.stdout)
