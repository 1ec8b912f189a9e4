"""How frameworks, relations, cadences and grounds are called on the pages."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.programme import erasure_words, pattern_words, plan_words, risk_words
from dualtrack.app.programme.catalogue import framework_name

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
PLACES = {
    "place:both": mark("in both"),
    "place:isms_only": mark("in the ISMS only"),
    "place:outside": mark("outside the ISMS"),
}
THINGS = {
    "thing:service": mark("services"),
    "thing:infrastructure": mark("infrastructure"),
    "thing:software": mark("software"),
    "thing:data": mark("data"),
    "thing:people": mark("groups of people"),
    "thing:procedure": mark("procedures"),
    "thing:unit": mark("units"),
    "thing:site": mark("sites"),
    "thing:vendor": mark("vendors"),
    "thing:interface": mark("interfaces and dependencies"),
}
SHOWS = {
    "show:": mark("all"),
    "show:excluded": mark("excluded"),
    "show:undecided": mark("not decided"),
    "show:ungrounded": mark("included without a reason on record"),
    "show:review": mark("exclusions to be looked at again"),
    "show:contradicted": mark("excluded although a record asks for it"),
}
DOES = {
    "does:buys_from_vendors": mark("buys from vendors"),
    "does:uses_cloud_services": mark("uses cloud services"),
    "does:develops_software": mark("develops software"),
    "does:has_software_developed_outside": mark("has software developed outside"),
    "does:has_sites_of_its_own": mark("has sites of its own"),
    "does:works_from_home": mark("works from home"),
    "does:employs_people": mark("employs people"),
    "does:processes_personal_data": mark("processes personal data"),
    "does:has_devices": mark("has devices"),
    "does:runs_a_service": mark("runs a service"),
}
LACKS = {
    "lack:no_scope": mark("no scope is drafted"),
    "lack:scope_not_approved": mark("the scope is not approved"),
    "lack:no_document_in_force": mark("no document is in force"),
    "lack:no_approved_method": mark("no method of risk assessment is approved"),
    "lack:not_released": mark("no version is released"),
    "lack:risks_without_treatment": mark("risks without a treatment"),
    "lack:plans_not_approved_by_the_owner": mark("plans that the risk's owner has not approved"),
    "lack:residual_risks_not_accepted": mark("residual risks that nobody accepted"),
    "lack:no_risks": mark("no risk is on record"),
    "lack:no_objectives": mark("no objective is on record"),
    "lack:objectives_without_a_measure": mark("objectives without a measure"),
    "lack:objectives_never_measured": mark("objectives that were never measured"),
    "lack:competence_that_nobody_shows": mark("competence of a role that nobody shows"),
    "lack:documents_owed": mark("a document that the clause asks for is not in force"),
    "lack:no_internal_audit": mark("no internal audit is on record"),
    "lack:no_roles": mark("no role with its competence is on record"),
    "lack:no_external_documents_listed": mark("no document from outside is listed (7.5.3)"),
    "lack:no_evidence": mark("nothing on record shows it"),
    "lack:risks_never_assessed": mark("risks without a run of assessment"),
    "lack:actions_past_due": mark("actions past their day"),
    "lack:nonconformities_open": mark("nonconformities still open"),
}
ITEMS = {
    "item:4.3 scope": mark("scope of the management system"),
    "item:5.2 policy": mark("information security policy"),
    "item:6.1.2 risk assessment process": mark("process of risk assessment"),
    "item:6.1.3 risk treatment process": mark("process of risk treatment"),
    "item:6.1.3 d statement of applicability": mark("Statement of Applicability"),
    "item:6.1.3 e-f treatment plan and approvals": mark(
        "treatment plan, with approval and acceptance by the owners"
    ),
    "item:6.2 objectives": mark("information security objectives"),
    "item:7.2 d competence": mark("evidence of competence"),
    "item:7.5.1 b what is necessary": mark("what the organisation finds necessary"),
    "item:8.1 operation as planned": mark("that processes ran as planned"),
    "item:8.2 results of risk assessments": mark("results of risk assessments"),
    "item:8.3 results of risk treatment": mark("results of risk treatment"),
    "item:9.1 results of measurement": mark("results of monitoring and measurement"),
    "item:9.2.2 audit programme": mark("audit programme"),
    "item:9.2.2 audit results": mark("audit results"),
    "item:9.3.3 results of the management review": mark("results of management reviews"),
    "item:10.2 nonconformities and corrective action": mark("nonconformities, actions and their results"),
}
STEPS = {
    "step:service": mark("services"),
    "step:thing": mark("what serves them"),
    "step:risk": mark("risks"),
    "step:treatment": mark("treatment"),
    "step:duty": mark("law, contracts, commitments"),
    "step:control": mark("controls"),
    "step:requirement": mark("requirements"),
    "step:decision": mark("Statement of Applicability"),
    "step:evidence": mark("evidence"),
}
DRIFTS = {
    "drift:joined": mark("came in"),
    "drift:left": mark("went out"),
    "drift:extent": mark("stands with another extent"),
    "drift:terms": mark("is said otherwise than stated"),
    "drift:categories": mark("the categories are others"),
    "drift:period": mark("the days of the period are others"),
}
GROUNDS = {
    "risk": mark("a risk asks for it"),
    "legal_or_contractual": mark("law or contract"),
    "soc2_criterion": mark("a SOC 2 criterion"),
    "clause": mark("a clause asks for it"),
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
    "home.restored": mark("home restored from a backup"),
    "guards.put_back": mark("guards put back"),
    "clock.behind": mark("clock behind the record"),
    "anchor.witness": mark("checkpoint witnessed"),
    "anchor.email": mark("checkpoint written to somebody outside"),
    "anchor.receive": mark("receipt of a checkpoint recorded"),
    "anchor.folder": mark("checkpoint kept in a folder"),
    "anchor.bucket": mark("checkpoint locked in a bucket"),
    "anchor.timestamp": mark("checkpoint stamped with a time"),
    "package.make": mark("package made"),
    "pattern.answer": mark("failure pattern answered"),
    "release.prepare": mark("release prepared"),
    "release.approve": mark("approved and released"),
    "release.withdraw": mark("release withdrawn"),
    "auditor.decide": mark("auditor chosen"),
    "auditor.book": mark("auditor booked"),
    "certificate.record": mark("certificate recorded"),
    "category.explain": mark("category explained"),
    "scope.draft": mark("scope drafted"),
    "scope.approve": mark("scope approved"),
    "scope.explain": mark("difference of the scopes explained"),
    "document.add": mark("document added"),
    "document.approve": mark("document approved"),
    "method.draft": mark("method drafted"),
    "method.approve": mark("method approved"),
    "risk.add": mark("risk added"),
    "risk.change": mark("risk changed"),
    "risk.assess": mark("risk assessed"),
    "risk.rate": mark("rating taken over from an assessment"),
    "risk.retire": mark("risk retired"),
    "risk.undo": mark("import taken back"),
    "risk.plan": mark("action planned"),
    "risk.act": mark("action done"),
    "risk.approve_plan": mark("treatment plan approved by the owner"),
    "risk.accept": mark("residual risk accepted"),
    "applicability.decide": mark("applicability decided"),
    "person.change": mark("person changed"),
    "person.leave": mark("person left"),
    "person.undo": mark("import taken back"),
    "token.create": mark("token made"),
    "token.revoke": mark("token revoked"),
    "erasure.request": mark("erasure asked for"),
    "erasure.approve": mark("erasure approved"),
    "erasure.decline": mark("erasure declined"),
    "erasure.carry_out": mark("erasure carried out"),
    "hold.set": mark("legal hold set"),
    "hold.lift": mark("legal hold lifted"),
    "access.seal": mark("day of the access log sealed"),
    "register_import.carry_out": mark("spreadsheet imported"),
    "register_import.undo": mark("import undone"),
    "import_profile.set": mark("profile of an import saved"),
}
IMPORTS = {
    "import:add": mark("stayed as they were"),
    "import:merge": mark("took what the sheet held, and kept the rest"),
    "import:replace": mark("mirrored the sheet"),
}
ACCESS = {
    "view": mark("looked at"),
    "download": mark("took a file"),
    "package": mark("took a package"),
    "sign_in": mark("signed in"),
    "sign_in_failed": mark("sign-in failed"),
    "sign_out": mark("signed out"),
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
    "anchor:bucket": mark("locked in a bucket"),
    "anchor:timestamp": mark("time stamp (RFC 3161)"),
    "lock:compliance": mark("which nobody can lift"),
    "lock:governance": mark("which some in that account may lift"),
}
SHARES = {
    "share:none": mark("nothing"),
    "share:minor": mark("a minor part"),
    "share:partial": mark("a part"),
    "share:major": mark("the major part"),
    "share:full": mark("all"),
}
REUSE = {
    "reuse:same_artefact": mark("the same artefact serves both"),
    "reuse:same_artefact_over_period": mark("the same artefact serves both, collected over the period"),
    "reuse:extra_artefact": mark("the artefact of the one helps, and the other needs one more"),
    "reuse:none": mark("no evidence of the one serves the other"),
}
JUDGED_ON = {
    "judged_on:syntactic": mark("by their words"),
    "judged_on:semantic": mark("by what they mean"),
    "judged_on:functional": mark("by what they achieve"),
}
SHOWN_BY = {
    "shown_by:document": mark("shown by an approved document that is in force"),
    "shown_by:record": mark("shown by evidence of the control in the period"),
    "shown_by:approval": mark("shown by the approval of the control as it is worded"),
    "shown_by:cadence": mark("shown by the planned interval of the control"),
    "shown_by:operation": mark("shown by operation without a deviation noted"),
    "shown_by:applicability": mark("shown by the decision on applicability with its justification"),
    "shown_by:note": mark("shown by what a named person notes, with a day"),
}
JUDGEMENTS = {
    "judgement:candidate": mark("candidate"),
    "judgement:accepted": mark("accepted"),
    "judgement:rejected": mark("rejected"),
}
ADOPTIONS = {
    "adoption:not_decided": mark("The organisation has not decided about it."),
    "adoption:adopted": mark("The organisation made it its own."),
    "adoption:adopted_earlier_wording": mark(
        "The organisation made an earlier wording its own; ours was judged anew since, and counts as shipped."
    ),
    "adoption:rejected": mark("The organisation rejected it."),
    "adoption:own": mark("It is the organisation's own judgement, in the place of ours if there is one."),
}
ERASING = {
    **{f"class:{key}": words for key, words in erasure_words.CLASSES.items()},
    **{f"ground:{key}": words for key, words in erasure_words.GROUNDS.items()},
    **{f"target:{key}": words for key, words in erasure_words.TARGETS.items()},
    **{f"covers:{key}": words for key, words in erasure_words.COVERS.items()},
}
RISKS = {
    **{f"treatment:{key}": words for key, words in risk_words.TREATMENTS.items()},
    **{f"lowers:{key}": words for key, words in risk_words.SIDES.items()},
    **{f"property:{key}": words for key, words in risk_words.PROPERTIES.items()},
    **{f"view:{key}": words for key, words in risk_words.VIEWS.items()},
    **{f"accepts:{key}": words for key, words in risk_words.KINDS.items()},
    **{f"waits:{key}": words for key, words in risk_words.WAITS.items()},
    **{f"backing:{key}": words for key, words in risk_words.BACKINGS.items()},
    **{f"gives:{key}": words for key, words in risk_words.GIVES.items()},
    "capacity:owner": mark("the risk's owner"),
}
PLAN = {
    **{f"phase:{key}": words for key, words in plan_words.PHASES.items()},
    **{f"role:{key}": words for key, words in plan_words.ROLES.items()},
    **{f"serves:{key}": words for key, words in plan_words.SERVES.items()},
    **{f"order:{key}": words for key, words in plan_words.OPTIONS.items()},
    **{f"lane:{key}": words for key, words in plan_words.LANES.items()},
    **{f"bar:{key}": words for key, words in plan_words.STATES.items()},
    **{f"tasks:{key}": words for key, words in plan_words.SHOWS.items()},
    **{f"fact:{key}": words for key, words in plan_words.FACTS.items()},
}
PATTERNS = {
    **{pattern.value: words for pattern, words in pattern_words.TITLES.items()},
    **{f"severity:{key}": words for key, words in pattern_words.SEVERITIES.items()},
    **{f"pattern:{state}": words for state, words in pattern_words.STATES.items()},
    **{f"audit:{audit}": words for audit, words in pattern_words.AUDITS.items()},
    **{f"consequence:{key}": words for key, words in pattern_words.CONSEQUENCES.items()},
}
_ALL = (
    PLAN,
    RISKS,
    PATTERNS,
    ERASING,
    ANCHORS,
    SHARES,
    REUSE,
    JUDGED_ON,
    SHOWN_BY,
    JUDGEMENTS,
    ADOPTIONS,
    RELATIONS,
    CADENCES,
    OPERATING,
    BASES,
    PLACES,
    THINGS,
    DRIFTS,
    STEPS,
    SHOWS,
    DOES,
    LACKS,
    ITEMS,
    GROUNDS,
    OCCURRENCES,
    ACTIONS,
    IMPORTS,
    ACCESS,
)


def name_of(key: object) -> str:
    """The name of a key of ours, or of a framework by its file; a key without one is shown with spaces."""
    text = str(key)
    for table in _ALL:
        if text in table:
            return _(table[text])
    return framework_name(text).replace("_", " ")
