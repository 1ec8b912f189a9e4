"""How frameworks, relations, cadences and grounds are called on the pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

FRAMEWORKS = {"soc2": mark("SOC 2"), "iso27001": mark("ISO 27001")}
CADENCES = {
    "continuous": mark("continuous"),
    "per_event": mark("at each event"),
    "daily": mark("each business day"),
    "weekly": mark("weekly"),
    "monthly": mark("monthly"),
    "quarterly": mark("quarterly"),
    "semiannual": mark("twice a year"),
    "annual": mark("yearly"),
}
OPERATING = {"automated": mark("by a system"), "manual": mark("by a person"), "both": mark("by both")}
BASES = {
    "clause": mark("the clause asks for it"),
    "annex_a_explicit": mark("Annex A says so in its own text"),
    "own_decision": mark("own decision (7.5.1 b)"),
    "auditor_expectation": mark("auditors usually ask for it"),
}
DELTAS = {"documented_procedure": mark("documented procedure")}
GROUNDS = {
    "risk": mark("a risk asks for it"),
    "legal_or_contractual": mark("law or contract"),
    "soc2_criterion": mark("a SOC 2 criterion"),
    "good_practice": mark("good practice"),
}
OCCURRENCES = {
    "NOT_YET_DUE": mark("not yet due"),
    "MET": mark("shown"),
    "LATE": mark("shown late"),
    "DEVIATED": mark("failing checks only"),
    "MISSED": mark("past due, nothing shown"),
    "IRRECOVERABLE": mark("past making up"),
}
ACTIONS = {
    "control.set": mark("control set"),
    "control.approve": mark("design approved"),
    "control.deliver": mark("delta said to be delivered"),
    "mapping.enter": mark("judgement entered"),
    "mapping.accept": mark("judgement accepted"),
    "mapping.reject": mark("judgement rejected"),
    "mapping.review": mark("judgement reviewed"),
    "evidence.add": mark("evidence added"),
    "deviation.note": mark("deviation noted"),
    "key.rotate": mark("signing key changed"),
    "anchor.witness": mark("checkpoint witnessed"),
    "anchor.email": mark("checkpoint written to somebody outside"),
    "anchor.receive": mark("receipt of a checkpoint recorded"),
    "anchor.folder": mark("checkpoint kept in a folder"),
    "anchor.timestamp": mark("checkpoint stamped with a time"),
    "package.make": mark("package made"),
    "document.add": mark("document added"),
    "document.approve": mark("document approved"),
    "applicability.decide": mark("applicability decided"),
}
RELATIONS = {
    "relation:equal-to": mark("equal to it"),
    "relation:equivalent-to": mark("equivalent to it"),
    "relation:subset-of": mark("asks for less: a part of it"),
    "relation:superset-of": mark("asks for more: holds it"),
    "relation:intersects-with": mark("shares a part with it"),
    "relation:no-relationship": mark("no relationship"),
}
ANCHORS = {
    "anchor:witness": mark("cosigned by a witness"),
    "anchor:email": mark("answered a message"),
    "anchor:folder": mark("kept in a folder"),
    "anchor:timestamp": mark("time stamp (RFC 3161)"),
}
_ALL = (ANCHORS, RELATIONS, FRAMEWORKS, CADENCES, OPERATING, BASES, DELTAS, GROUNDS, OCCURRENCES, ACTIONS)


def name_of(key: object) -> str:
    """The name of a key of ours; a key without one is shown with spaces."""
    text = str(key)
    for table in _ALL:
        if text in table:
            return _(table[text])
    return text.replace("_", " ")
