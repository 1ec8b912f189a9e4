"""Words of risks: faults, findings, refusals, closed lists of the register, marked for translation."""

from collections.abc import Mapping
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.programme.cost_words import FAULTS as COST_FAULTS
from dualtrack.app.programme.cost_words import graded
from dualtrack.domain.risks.acceptance import Change
from dualtrack.domain.risks.fault import Fault
from dualtrack.domain.risks.waiting import Waiting

TREATMENTS = {
    "modify": mark("modify (mitigate)"),
    "retain": mark("retain (accept)"),
    "avoid": mark("avoid"),
    "share": mark("share (transfer)"),
}
SIDES = {"likelihood": mark("likelihood"), "consequence": mark("consequence")}
PROPERTIES = {
    "confidentiality": mark("confidentiality"),
    "integrity": mark("integrity"),
    "availability": mark("availability"),
}
VIEWS = {"inherent": mark("inherent"), "current": mark("current"), "residual": mark("residual")}
KINDS = {"treatment_plan": mark("treatment plan"), "residual": mark("residual risk")}
WAITS = {
    "treatment_plan": mark("approve the treatment plan"),
    "residual": mark("accept what remains"),
    "action": mark("action of the treatment plan"),
    "reassessment": mark("assess the risk again"),
    "new_method": mark("assess the risk by the method in force"),
}
BACKINGS = {
    "no_deviation_noted": mark("no deviation noted"),
    "deviations": mark("deviations"),
    "too_early": mark("too early to tell"),
    "not_operating": mark("not operating"),
    "not_evidenced": mark("not evidenced"),
    "not_designed": mark("not designed"),
    "retired": mark("retired"),
    "unknown": mark("not on record"),
}
GIVES = {
    "approved_method": mark("approved method"),
    "acceptance_line": mark("acceptance line"),
    "risks_identified": mark("risks identified"),
    "assessment_runs": mark("assessment runs"),
    "risks_with_an_owner": mark("risks with an owner"),
    "fraud_risks": mark("risks of fraud"),
    "change_risks": mark("risks of a change in the system"),
    "runs_after_the_first": mark("reassessments"),
    "plans_approved_by_the_owner": mark("treatment plans approved by the owner"),
    "treatment_actions": mark("actions of treatment plans"),
    "residual_risks_accepted": mark("residual risks accepted"),
    "disruption_risks": mark("risks of disruption"),
    "vendor_risks": mark("risks of vendors and partners"),
}
METHOD_FAULTS = {
    "method_has_no_name": mark("Give the method a name."),
    "scale_has_too_few_or_too_many_steps": mark(
        "The {field} scale has {steps} steps; give {smallest} to {largest}."
    ),
    "scale_is_not_numbered_from_one": mark(
        "The {field} scale is numbered {numbers}; number its steps from 1 without a gap."
    ),
    "step_has_no_name_or_criteria": mark(
        "Step {step} of the {field} scale needs a name and criteria by which somebody chooses it."
    ),
    "matrix_does_not_fit_the_scales": mark(
        "The matrix needs {rows} rows (likelihood) of {columns} levels (consequence)."
    ),
    "matrix_given_for_a_product": mark("Levels are made by product; leave the matrix out."),
    "matrix_holds_a_level_below_one": mark(
        "Likelihood {likelihood}, consequence {consequence}: level {level} is below 1."
    ),
    "matrix_falls_where_a_step_rises": mark(
        "Likelihood {likelihood}, consequence {consequence}: level {level} is lower than {below} of a lower"
        " step beside it."
    ),
    "method_has_no_bands": mark("Give at least one band of levels."),
    "band_has_no_id_or_name": mark("The band that begins at {lowest} needs an id and a name."),
    "band_named_twice": mark("Two bands are called {band}."),
    "band_ends_before_it_begins": mark("Band {band} ends at {highest}, before it begins at {lowest}."),
    "gap_between_bands": mark(
        "Band {band} ends at {ends} and {next} begins at {begins}: levels between them have no band."
    ),
    "bands_overlap": mark("Band {band} ends at {ends} and {next} begins at {begins}: they overlap."),
    "lowest_level_has_no_band": mark("The lowest level is {level}, and the first band begins at {begins}."),
    "highest_level_has_no_band": mark("The highest level is {level}, and the last band ends at {ends}."),
    "review_interval_out_of_range": mark(
        "Band {band} is reviewed every {months} months; give 1 to {longest}."
    ),
    "higher_band_reviewed_less_often": mark(
        "Band {band} is reviewed every {months} months, less often than the lower band {next}."
    ),
    "acceptance_line_off_the_levels": mark(
        "The acceptance line {line} has to be 0 or a level below the highest, {highest}."
    ),
}
RISK_FAULTS = {
    "field_is_missing": mark("{field}: fill it in."),
    "risk_has_no_owner": mark("No owner is named; give somebody who can decide about the risk."),
    "owner_is_nobody_on_record": mark("The owner {owner} is nobody on record."),
    "owner_has_left": mark("The owner {owner} left on {day}; name somebody else."),
    "score_is_off_the_scale": mark("{field}: {score} is off the scale, which runs from 1 to {highest}."),
    "scenario_touches_nothing": mark(
        "{field}: rate the consequence to confidentiality, integrity or availability."
    ),
    "residual_above_inherent": mark("{field}: {residual} aimed at is above {inherent} before treatment."),
    "control_lowers_nothing": mark("{control}: lowers {steps} steps; give 1 or more."),
    "control_named_twice_for_one_side": mark("{control}: named twice for {lowers}."),
    "control_is_unknown": mark("{control}: no such control in this programme."),
    "asset_is_unknown": mark("{id}: no such asset on record."),
    "service_is_unknown": mark("{id}: no such service on record."),
    "requirement_is_unknown": mark("{id}: no loaded framework holds it."),
    "identified_on_a_day_to_come": mark("Identified on {day}, but today is {today}."),
    "done_on_a_day_to_come": mark("Done on {day}, but today is {today}."),
    "done_without_a_note_on_evidence": mark("Say what shows that it was done."),
}
LINE_FAULTS = {
    "id_has_another_shape": mark(
        "came {came}; write 1 to 64 letters, digits, dots, hyphens and underscores, such as R-001"
    ),
    "risk_left_the_register": mark("It was retired on {day}; give the risk of this row another id."),
    "consequence_is_not_the_worst": mark(
        "came {came}, but the worst of confidentiality, integrity and availability is {worst}; correct one"
    ),
    "residual_is_half_rated": mark(
        "Rate both what likelihood and what consequence shall remain, or neither."
    ),
}
FINDINGS = {
    "no_method_is_approved": mark("No risk method is approved; risks cannot be rated or accepted."),
    "method_of_the_risk_is_unknown": mark("It was rated by {method}, which is not on record."),
    "method_changed_and_not_reassessed": mark(
        "It was rated by {rated_by}; {in_force} is in force since. Assess it again."
    ),
    "review_is_overdue": mark("Its review was due by {due}."),
    "action_is_overdue": mark("An action was due by {due} ({action})."),
    "action_owner_has_left": mark("The owner of an action left on {day} ({action}, {owner})."),
    "treatment_is_not_chosen": mark("No treatment option is chosen."),
    "modified_without_control_or_action": mark(
        "It is to be treated ({treatment}), with no control or action."
    ),
    "plan_is_not_approved_by_the_owner": mark("Its owner has not approved the treatment plan as it stands."),
    "residual_risk_is_not_rated": mark("What shall remain after treatment is not rated."),
    "residual_above_the_line_is_not_accepted": mark(
        "What shall remain is above the acceptance line and not accepted ({missing})."
    ),
    "retained_risk_is_not_accepted": mark("It is retained, and not accepted ({missing})."),
    "acceptance_voided_by_a_change": mark(
        "What was accepted ({kind}) was changed since: {fields}. It needs a new acceptance."
    ),
    "nobody_holds_what_the_band_names": mark(
        "The method asks for acceptance by {capacity}, and nobody here holds that."
    ),
    "control_behind_it_is_retired": mark("{control} is retired; it lowers the risk no more."),
    "control_is_unknown": mark("{control} is not on record; it lowers nothing."),
    "no_risk_of_fraud_identified": mark("No risk of fraud is in the register (CC3.3)."),
    "no_risk_of_change_identified": mark("No risk of a change in the system is in the register (CC3.4)."),
}
REFUSALS = {
    "entered_with_faults": mark("{object}: what was entered has faults ({count}); nothing was recorded"),
    "changed_by_somebody_meanwhile": mark(
        "{object}: {by} changed it at {at}, after it was shown to you; read it again, then enter yours"
    ),
    "unknown_risk": mark("{object}: no such risk; list them with: dualtrack risks list"),
    "unknown_starter_risk": mark(
        "{object}: no such starter risk; list them with: dualtrack risks adopt --dry-run"
    ),
    "unknown_action": mark("{object}: no such action"),
    "no_method_is_approved": mark("no risk method is approved; draft one, and have somebody else approve it"),
    "risk_is_retired": mark("{object}: is retired"),
    "field_has_a_verb_of_its_own": mark(
        "{object}: {fields} cannot be changed here; assess or retire the risk"
    ),
    "assessment_needs_a_reason": mark("{object}: say what changed, or that nothing did"),
    "retiring_needs_a_reason": mark("{object}: say why it is retired"),
    "action_is_done_already": mark("{object}: was done on {day} already"),
    "risk_has_no_owner": mark("{object}: has no owner; only its owner can accept it"),
    "only_the_owner_may": mark(
        "{object}: only its owner ({owner}) approves the treatment plan (ISO/IEC 27001 6.1.3 f)"
    ),
    "only_the_owner_or_whom_the_method_names_may": mark(
        "{object}: what remains is accepted by {named}; its owner is {owner} (ISO/IEC 27001 6.1.3 f)"
    ),
    "treatment_is_not_chosen": mark("{object}: choose a treatment option first"),
    "residual_risk_is_not_rated": mark("{object}: rate what shall remain first"),
    "rated_by_a_method_that_is_not_in_force": mark(
        "{object}: was rated by a method that is not in force; assess it again first"
    ),
    "accepted_already": mark("{object}: is accepted as it stands already"),
}
_FIELDS = {
    **PROPERTIES,
    **SIDES,
    "title": mark("title"),
    "cause": mark("cause"),
    "event": mark("event"),
    "category": mark("category"),
    "what": mark("what is to be done"),
    "inherent": mark("inherent rating"),
    "residual": mark("residual rating"),
    "method": mark("method"),
    "owner": mark("owner"),
    "treatment": mark("treatment option"),
    "controls": mark("controls"),
    "assets": mark("assets"),
    "services": mark("services"),
}


def field_text(field: str) -> str:
    """A field as people read it: `inherent.likelihood` is the likelihood of the inherent rating."""
    whole, _dot, part = field.partition(".")
    if part:
        return f"{_(_FIELDS[whole])}, {_(_FIELDS[part])}"
    return _(_FIELDS[whole]) if whole in _FIELDS else whole


def fault_text(fault: Fault, names: Mapping[str, str] | None = None) -> str:
    """A finding on what is on record as a sentence; people by their names where those are given."""
    return _text(fault, names, (FINDINGS, RISK_FAULTS))


def entered_text(fault: Fault, names: Mapping[str, str] | None = None) -> str:
    """The same for a fault of what somebody wants to record: what to enter instead."""
    return _text(fault, names, (RISK_FAULTS, LINE_FAULTS, METHOD_FAULTS, COST_FAULTS))


def _text(fault: Fault, names: Mapping[str, str] | None, tables: tuple[Mapping[str, str], ...]) -> str:
    told = {"field": field_text(fault.field), **graded(fault.told)}
    for name in ("owner",):
        told[name] = (names or {}).get(told.get(name, ""), told.get(name, ""))
    if "kind" in told:
        told["kind"] = _(KINDS[told["kind"]])
    if "fields" in told:
        told["fields"] = ", ".join(field_text(one) for one in told["fields"].split(", "))
    template = next((table for table in tables if fault.code in table), {})[fault.code]
    return _(template).format(**told)


def change_text(change: Change) -> str:
    """What changed since an acceptance, from what to what."""
    return _("{field}: from {before} to {after}").format(
        field=field_text(change.field),
        before=change.before or _("nothing"),
        after=change.after or _("nothing"),
    )


def percent(share: Fraction) -> str:
    """A share in percent, to a tenth, rounded half to even."""
    tenths = round(share * 1000)
    return f"{tenths // 10}.{tenths % 10}"


def hundredths(days: Fraction) -> str:
    """Days to a hundredth."""
    found = round(days * 100)
    return f"{found // 100}.{found % 100:02}"


def waiting_text(one: Waiting) -> str:
    """What somebody has to do about a risk, in one line: of an action, what it says."""
    said = one.what if one.action else _(WAITS[one.waits_for])
    if one.voided:
        said = _("{what} (agreed to before, and changed since)").format(what=said)
    return said
