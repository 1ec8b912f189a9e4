"""Small catalogue files for the tests: each good as it stands, to be spoilt one field at a time."""

from pathlib import Path

FRAMEWORK = """\
key = "acme"
name = "Acme baseline"
edition = "2025"
version = "1"
released = 2025-05-01
holds = { all = 2 }

[[group]]
id = "G"
title = "General"
kind = "criterion"

[[requirement]]
id = "acme:G.1"
group = "G"
title = "First"
summary = "The first thing to do."

[[requirement]]
id = "acme:G.2"
group = "G"
title = "Second"
summary = "The second thing to do."
documented = { basis = "clause", document = "a list" }

[[delta]]
id = "acme_paper"
title = "Paper"
work = "Write it down."
shown_by = "document"
documentary = true

[[delta]]
id = "acme_rhythm"
title = "Rhythm"
work = "Fix how often."
shown_by = "cadence"
"""

CONTROL = """\
[[control]]
id = "AC-02"
title = "Quarterly user access review"
purpose = "Rights stay with those who need them."
activity = "Each system owner reviews the listing and signs."
owner_role = "system_owner"
cadence = "quarterly"
operating = "manual"
effort_hours = "4"
requirements = ["soc2:CC6.2", "iso27001:A.5.18"]
evidence = ["signed-off export"]
"""

HEADER = (
    "source,target,relation,basis,strength,source_covered,target_covered,source_delta,target_delta,"
    "documented_basis,evidence_reuse,rationale,status,author,reviewed_by,reviewed_on,origin\n"
)
ROW = (
    "soc2:CC6.2,iso27001:A.5.18,intersects-with,functional,8,major,partial,complete_population_sample,"
    "planned_interval,,same_artefact_over_period,One set of tickets shows both.,accepted,dualtrack,,,"
    "project judgement\n"
)


def write(folder: Path, name: str, text: str | bytes) -> Path:
    """A file of that name in the folder."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


RISK = """\
[[risk]]
id = "SR-01"
title = "Account taken over"
cause = "A password is entered on a copied page."
event = "An outsider signs in."
consequence = "Records are read."
category = "access"
likelihood = 4
confidentiality = 5
integrity = 3
why = "It is tried every month."
assets = ["application", "knowledge"]
controls = [
    { id = "AC-05", lowers = "likelihood", steps = 2 },
]
requirements = ["soc2:CC6.1", "iso27001:A.5.17"]
"""

METHOD = """\
name = "Two by two"
making = "matrix"
acceptable = 1
matrix = [[1, 2], [2, 3]]

[[likelihood]]
number = 1
name = "Seldom"
criteria = "Less than once a year."

[[likelihood]]
number = 2
name = "Often"
criteria = "Once a year or more."

[[consequence]]
number = 1
name = "Small"
criteria = "Nobody outside notices."

[[consequence]]
number = 2
name = "Large"
criteria = "Customers notice."

[[band]]
id = "low"
name = "Low"
lowest = 1
highest = 1
review_months = 12

[[band]]
id = "high"
name = "High"
lowest = 2
highest = 3
accepted_by = "manager"
review_months = 6
"""
