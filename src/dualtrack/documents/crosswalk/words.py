"""The words of the crosswalk as a document."""

NAME = "crosswalk"
TITLE = "Crosswalk"
SUBTITLE = "Judged pairs of requirements across frameworks"
SUMMARY = "What this is"
PURPOSE = (
    "Each row judges one pair of requirements of two frameworks: how the source stands to the target, how"
    " strongly, how much of either is met where the other is, what either asks beyond, and why."
)
NEVER = (
    "A pair never makes a requirement met. It says which controls count and what is still owed. A pair that"
    " is not listed was not judged, which is not the same as no relationship."
)
UNREVIEWED = (
    "{count} of {all} pairs name no reviewer: no CPA and no ISO lead auditor outside the organisation has"
    " reviewed them."
)
REVIEWED = "Every pair names its reviewer."
COUNTS = "Counts"
COUNT_TABLE = "Counts"
COUNT_COLUMNS = ("Frameworks", "Pairs", "Accepted", "Candidates", "Rejected", "Reviewed")
LEGEND = "How to read it"
LEGEND_TABLE = "Words"
LEGEND_COLUMNS = ("Column", "Word", "Meaning")
PAIRS = "Pairs"
PAIR_TABLE = "Pairs"
EMPTY = "No pair fits what was asked for."
WORDS: tuple[tuple[str, str, str], ...] = (
    ("Relation", "equal-to", "the same words"),
    ("Relation", "equivalent-to", "the same meaning or the same result in other words"),
    ("Relation", "subset-of", "the source asks for less: the target holds it"),
    ("Relation", "superset-of", "the source asks for more: it holds the target"),
    ("Relation", "intersects-with", "they share a part, and each asks for something beside it"),
    ("Relation", "no-relationship", "judged, and nothing shared"),
    ("Basis", "syntactic", "judged by the words"),
    ("Basis", "semantic", "judged by what is meant"),
    ("Basis", "functional", "judged by what is achieved"),
    ("Strength", "0 to 10", "how much the two have to do with each other, judged apart from the relation"),
    ("Source covered", "none, minor, partial, major, full", "how much of the source is met by the target"),
    ("Target covered", "none, minor, partial, major, full", "how much of the target is met by the source"),
    ("Source adds", "names of deltas", "what the source asks beyond the target; several parted by ;"),
    ("Target adds", "names of deltas", "what the target asks beyond the source; several parted by ;"),
    ("Evidence reuse", "same_artefact", "one artefact shows both"),
    ("Evidence reuse", "same_artefact_over_period", "one artefact shows both, over the whole period"),
    ("Evidence reuse", "extra_artefact", "the other needs an artefact of its own"),
    ("Evidence reuse", "none", "nothing is shared"),
    ("Status", "candidate", "entered or imported; counts nowhere"),
    ("Status", "accepted", "counts"),
    ("Status", "rejected", "decided against; counts nowhere"),
)
