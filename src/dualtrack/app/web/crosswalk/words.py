"""The crosswalk in words: sentences for relations, meanings of bands, names of filters."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.domain.frameworks.catalogue import Requirement
from dualtrack.domain.frameworks.crosswalk import Relation
from dualtrack.domain.frameworks.crosswalk_reviews import Standing
from dualtrack.domain.frameworks.matrix import Reach
from dualtrack.domain.frameworks.strength import Band

# The sign of each relation, read from the row to the column or from the first to the second.
SIGNS = {
    Relation.EQUAL_TO: "=",
    Relation.EQUIVALENT_TO: "≈",
    Relation.SUPERSET_OF: ">",
    Relation.SUBSET_OF: "<",
    Relation.INTERSECTS_WITH: "∩",
    Relation.NO_RELATIONSHIP: "–",
}
SENTENCES = {
    Relation.EQUAL_TO: mark("{a} and {b} ask for the same."),
    Relation.EQUIVALENT_TO: mark("{a} and {b} ask for the same in other words."),
    Relation.SUPERSET_OF: mark("{a} asks for more than {b}: it holds what {b} asks for, and adds to it."),
    Relation.SUBSET_OF: mark("{a} asks for less than {b}: what it asks for is a part of the other."),
    Relation.INTERSECTS_WITH: mark(
        "{a} and {b} share a part: each asks for something that the other does not."
    ),
    Relation.NO_RELATIONSHIP: mark("{a} and {b} have nothing to do with each other."),
}
SHORT = {
    Relation.EQUAL_TO: mark("ask for the same"),
    Relation.EQUIVALENT_TO: mark("ask for the same in other words"),
    Relation.SUPERSET_OF: mark("the row asks for more"),
    Relation.SUBSET_OF: mark("the row asks for less"),
    Relation.INTERSECTS_WITH: mark("share a part"),
    Relation.NO_RELATIONSHIP: mark("no relationship"),
}
BANDS = {
    Band.NOTHING: mark("nothing in common"),
    Band.TOPIC: mark("the same topic"),
    Band.ACTIVITY: mark("a shared activity"),
    Band.DEPTH: mark("the same activity at another depth"),
    Band.TEST: mark("one test serves both"),
}
STANDINGS = {
    Standing.RELATED: mark("accepted"),
    Standing.CANDIDATE: mark("candidate"),
    Standing.REJECTED: mark("rejected"),
    Standing.NO_RELATIONSHIP: mark("no relationship"),
    Standing.NOT_REVIEWED: mark("not reviewed"),
}
REACHES = {
    Reach.BOTH: mark("one control serves both sides"),
    Reach.APART: mark("different controls serve the two sides"),
    Reach.ONE: mark("one side is served"),
    Reach.NONE: mark("neither side is served"),
}
_PARTS = {
    "kind:criterion": mark("criteria"),
    "kind:clause": mark("clauses"),
    "kind:annex_control": mark("Annex A controls"),
    "theme:organizational": mark("organizational"),
    "theme:people": mark("people"),
    "theme:physical": mark("physical"),
    "theme:technological": mark("technological"),
    "category:security": mark("security"),
    "category:availability": mark("availability"),
    "category:confidentiality": mark("confidentiality"),
    "category:processing_integrity": mark("processing integrity"),
    "category:privacy": mark("privacy"),
}
_PART_KINDS = {
    "kind": mark("Kind"),
    "theme": mark("Theme"),
    "category": mark("Category"),
    "group": mark("Group"),
}


def sentence(relation: Relation, a: str, b: str) -> str:
    """What a relation says of two requirements, by their local ids."""
    return _(SENTENCES[relation]).format(a=a, b=b)


def part_words(part: str, members: tuple[Requirement, ...]) -> str:
    """A part of a framework: a group by its title, everything else by its name."""
    kind, _colon, value = part.partition(":")
    if kind == "group":
        title = next((r.group_title for r in members if r.group == value), "")
        return f"{value} {title}".strip()
    return _(_PARTS[part])


def part_kind_words(kind: str) -> str:
    """What the parts of one kind are called together."""
    return _(_PART_KINDS[kind])
