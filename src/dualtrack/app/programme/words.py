"""Codes into words, at the edge: reasons, statuses, gates and refusals, each marked for translation."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as mark

from dualtrack.app.programme.bucket_words import REFUSALS as BUCKET_REFUSALS
from dualtrack.app.programme.cost_words import REFUSALS as COST_REFUSALS
from dualtrack.app.programme.erasure_words import REFUSALS as ERASURE_REFUSALS
from dualtrack.app.programme.level_words import REFUSALS as LEVEL_REFUSALS
from dualtrack.app.programme.pattern_words import REFUSALS as PATTERN_REFUSALS
from dualtrack.app.programme.plan_words import REFUSALS as PLAN_REFUSALS
from dualtrack.app.programme.risk_words import REFUSALS as RISK_REFUSALS
from dualtrack.app.programme.token_words import REFUSALS as TOKEN_REFUSALS
from dualtrack.domain.programme.reasons import Reason

REASONS: dict[str, str] = {
    "control_has_no_owner": mark("No owner is named."),
    "control_has_no_activity": mark("What is done is not worded yet."),
    "design_not_approved": mark(
        "Its present wording has not been approved by somebody other than its author."
    ),
    "no_observation_period": mark("No observation period is on record."),
    "period_has_not_begun": mark("The period begins on {start}."),
    "no_start_of_operation_on_record": mark("No day is on record from which it operates."),
    "control_started_after_the_period": mark("It operates since {since}; the period began on {start}."),
    "nothing_due_yet": mark("Nothing is due yet."),
    "occurrences_performed": mark("Occurrences shown: {met} of {due}."),
    "occurrence_late": mark("Performed late: {count} ({start} to {end})."),
    "occurrence_missed": mark("Past due with nothing to show: {count} ({start} to {end}, due {due})."),
    "occurrence_irrecoverable": mark("Missed and past making up: {count} ({start} to {end})."),
    "check_results_failed": mark("Occurrences with failed check results: {count} ({start} to {end})."),
    "check_results_cannot_tell": mark(
        "Occurrences whose results cannot tell or were set aside in the tool: {count} ({start} to {end})."
    ),
    "deviation_on_record": mark("A deviation is on record."),
    "no_control_serves_it": mark("No control serves it."),
    "served_by_control": mark("{control}: {design}, {operation}."),
    "document_not_approved": mark("The document that it asks for is not in force."),
    "applicability_not_decided": mark(
        "Whether it applies has not been decided; until then it counts as included."
    ),
    "excluded_with_justification": mark("Excluded: {reason}"),
    "not_relevant_with_reason": mark("Not relevant: {reason}"),
}

STATUSES: dict[str, str] = {
    "not_designed": mark("not designed"),
    "designed": mark("designed"),
    "approved": mark("design approved"),
    "too_early": mark("too early to tell"),
    "no_deviation_noted": mark("no deviation noted"),
    "deviations": mark("deviations"),
    "not_operating": mark("not operating"),
    "not_evidenced": mark("not evidenced"),
    "supported": mark("supported"),
    "partly": mark("partly supported"),
    "unsupported": mark("unsupported"),
    "cannot_tell": mark("cannot tell"),
    "not_in_scope": mark("not in scope"),
    "excluded": mark("excluded"),
    "included_planned": mark("included, planned"),
    "included_implemented": mark("included, implemented"),
}

GATES: dict[str, str] = {
    "scope_approved": mark("The scope is approved"),
    "scopes_aligned": mark("The ISMS encloses the SOC 2 system and every difference has its reason"),
    "period_ended": mark("The observation period has ended"),
    "controls_operating_at_period_start": mark("Every control operates from the first day of the period"),
    "operation_shown_for_every_control": mark("Operation is shown for every control"),
    "applicability_decided": mark("All 93 Annex A controls are decided"),
    "documented_information_in_force": mark("The documents that ISO 27001 asks for are in force"),
    "internal_audit_performed": mark("The internal audit was performed"),
    "management_review_performed": mark("The management review was performed"),
    "no_open_major_nonconformity": mark("No major nonconformity is open"),
    "earlier_nonconformities_closed": mark("What earlier audits raised is closed"),
}

REFUSALS: dict[str, str] = {
    "covers_a_future_day": mark(
        "{file}: covers {covers}, but today is {today}; evidence cannot cover a future day"
    ),
    "covers_end_before_start": mark("{file}: covers {covers} ends before it starts; give FROM..TO"),
    "performed_in_the_future": mark(
        "{file}: performed after today ({today}); give the day on which it was done"
    ),
    "collected_in_the_future": mark(
        "{file}: collected in the future; give the time at which it was collected"
    ),
    "performed_before_what_it_covers": mark("{file}: performed before the days that it covers ({covers})"),
    "covers_too_long": mark(
        "{file}: covers {covers}, more than three years; give the days that it speaks about"
    ),
    "serves_no_control": mark("{file}: names no control; say which it serves with --control ID"),
    "file_is_empty": mark("{file}: the file is empty; nothing was stored"),
    "evidence_already_on_record": mark(
        "{file}: the same bytes about the same control and days are {evidence}"
    ),
    "framework_is_not_run": mark(
        "{object}: the programme runs {known}; add it first with: dualtrack programme add {object}"
    ),
    "framework_runs_already": mark("{object}: the programme runs it already, since {day}"),
    "adopted_already": mark(
        "{object}: {what} was adopted on {day} and stands; see it with: dualtrack adopt show {object}"
    ),
    "unknown_control": mark("{control}: no such control in this programme; list them with: dualtrack status"),
    "unknown_requirement": mark("{requirement}: no loaded framework holds it; ids look like soc2:CC6.1"),
    "approver_is_preparer": mark("{object}: whoever prepared it cannot approve it; another person has to"),
    "approver_worded_it_too": mark(
        "{object}: worded since its last approval by {authors}; somebody else has to approve it"
    ),
    "approver_is_not_a_person": mark(
        "{object}: only a named person who signed in approves; sign in on the pages"
    ),
    "day_is_not_of_this_time": mark(
        "{object}: {day} is not today; decisions carry the day on which they are taken"
    ),
    "start_of_operation_cannot_move_later": mark(
        "{control}: it operates already; its start cannot move later, what was missed since would be lost"
    ),
    "cannot_be_retired_in_the_past": mark("{control}: a control is retired from today on, not before"),
    "statement_not_released": mark(
        "{object} is no approved release; name the version of the Statement of Applicability that stands on"
        " the certificate, such as statement-of-applicability/1.0."
    ),
    "scope_not_approved": mark("{object} is no approved version of a scope; name the certified one."),
    "ends_before_it_begins": mark("{object}: {last} lies before {first}; correct one of the two days."),
    "category_without_reason": mark("{object}: say why the category is examined, or why it is not."),
    "unknown_category": mark("{object}: no SOC 2 category; expected of: {known}. Nothing was written."),
    "categories_are_chosen_already": mark("{object}: these are examined already; nothing was written."),
    "categories_without_reason": mark(
        "{object}: say why the categories change; the reason stays on record. Nothing was written."
    ),
    "unknown_thing": mark(
        "{object}: no register holds such a thing; enter it first, or correct the id. Nothing was written."
    ),
    "exclusion_without_reason": mark(
        "{object} is kept out of the scope without a reason; say why. Nothing was written."
    ),
    "scope_period_needs_both_days": mark(
        "The period of the scope needs both its first and its last day, or neither. Nothing was written."
    ),
    "scope_period_ends_too_early": mark(
        "The period of the scope ends on {end}, which does not lie after its first day, {start}; correct one"
        " of the two. Nothing was written."
    ),
    "scope_period_is_not_on_record": mark(
        "No SOC 2 period is on record that the period of the scope could be held against; open the"
        " examination first, or leave both days empty. Nothing was written."
    ),
    "scope_has_no_period": mark(
        "Only the SOC 2 scope states a period, and this is that of {object}; leave its days out. Nothing was"
        " written."
    ),
    "id_is_taken": mark(
        "{object} stands in the register {register} already ({name}); choose another id, or change that one."
    ),
    "unknown_record": mark("{object} is not in the register {register}; nothing was written."),
    "changed_meanwhile": mark(
        "{object} was changed by {who} at {at}, after you opened it; look at what it says now and enter your"
        " change again. Nothing was written."
    ),
    "import_is_another_by_now": mark(
        "{object}: what it would do is not what you saw: the register or the columns changed; look at"
        " the preview again. Nothing was written."
    ),
    "import_has_no_good_row": mark(
        "{object}: none of its {count} rows can be imported; the reason of each is told. Nothing was written."
    ),
    "unknown_import": mark("{object}: no import of this id is on record; they stand on the register's page."),
    "import_is_undone": mark("{object}: its import was undone on {day} already."),
    "import_is_held": mark(
        "{object}: people are taken back all or none, and some of them cannot be. {why} Settle these and undo"
        " it again, correct the file and import it again, or record that they left. Nothing was undone."
    ),
    "nothing_left_to_undo": mark(
        "{object}: nothing of this import is left as it was written ({count} stay, each with its reason);"
        " nothing was undone."
    ),
    "changed_since_it_was_read": mark(
        "{object}: it was changed since it was shown to you; read it again before you approve it"
    ),
    "not_waiting_for_approval": mark("{object}: does not wait for approval"),
    "clauses_cannot_be_excluded": mark("{requirement}: clauses 4 to 10 cannot be excluded (ISO/IEC 27001 1)"),
    "common_criteria_cannot_be_excluded": mark("{requirement}: common criteria are always in scope"),
    "a_criterion_not_relevant_needs_its_reason": mark("{requirement}: say why it is not relevant (DC 8)"),
    "an_exclusion_needs_a_justification": mark(
        "{requirement}: say why it is excluded (ISO/IEC 27001 6.1.3 d)"
    ),
    "an_inclusion_needs_a_ground": mark("{requirement}: say why it is included (ISO/IEC 27001 6.1.3 d)"),
    "deviation_in_the_future": mark("{control}: a deviation on {occurred_on} lies in the future"),
    "deviation_needs_a_description": mark("{control}: describe the deviation"),
    "unknown_delta": mark("{object}: its framework declares no such delta"),
    "delta_is_shown_by_the_record": mark(
        "{object}: this delta is seen from the record itself; add what it asks for in place of a note"
    ),
    "delta_note_needs_a_text": mark("{object}: say in a sentence how the control delivers it"),
    "unknown_mapping": mark("{object}: no such judgement is on record"),
    "mapping_is_so_already": mark("{object}: it stands so already"),
    "mapping_decision_needs_a_reason": mark("{object}: say why it is rejected"),
    "mapping_reviewed_by_its_author": mark("{object}: whoever entered it cannot review it"),
    "unknown_deviation": mark("{deviation}: no such deviation"),
    "not_open": mark("{object}: is not open"),
    "no_open_engagement": mark("no audit of this kind is open; open one first"),
    "several_open_engagements": mark("several audits are open ({object}); say which with --engagement ID"),
    "engagement_of_another_kind": mark("{object}: is not an audit of this kind; of this kind are: {known}"),
    "nothing_known_then": mark("{object}: nothing was on record by then; ask about a later day"),
    "unknown_checkpoint": mark("checkpoint {object}: none of this size was signed; there are: {known}"),
    "checkpoint_of_an_earlier_key": mark(
        "checkpoint {object}: a key signed it that was changed since, and no package can be sealed with it"
        " any more; take a checkpoint larger than {size}"
    ),
    "held_checkpoint_is_not_ours": mark(
        "{file}: is no checkpoint of this ledger: {why}; give the file as it was handed out"
    ),
    "held_checkpoint_is_larger": mark(
        "{file}: is a checkpoint of size {object}, and this is made from {size} entries; take a larger"
        " checkpoint. Where the ledger itself has fewer, an older one was put back: dualtrack verify tells"
        " more"
    ),
    "held_checkpoint_is_another_ledger_s": mark(
        "{file}: the ledger does not continue this checkpoint of size {object}: entries before it were"
        " changed since; run dualtrack verify"
    ),
    "anchor_is_on_record": mark("{holder}: this holds the checkpoint of size {object} already"),
    "anchor_lies_ahead": mark(
        "{holder}: says that it held the checkpoint of size {object} at {at}, which lies ahead; compare the"
        " clocks"
    ),
    "anchor_lies_before_its_entries": mark(
        "{holder}: says that it held the checkpoint of size {object} at {at}, before its entries were"
        " recorded; compare the clocks"
    ),
    "witness_key_cannot_be_read": mark("--vkey: {why}; give the key as the witness gives it out"),
    "witness_key_is_our_own": mark(
        "--vkey: is a key of this ledger; a witness is somebody else, with a key of their own"
    ),
    "cosignature_is_not_valid": mark(
        "{file}: {why}; give the checkpoint with the line that the witness added to it"
    ),
    "anchor_folder_is_not_there": mark("{file}: there is no such folder"),
    "anchor_folder_is_in_the_home": mark(
        "{file}: lies in the home itself; whoever can change the home could change it; choose a folder"
        " outside, of somebody else, that keeps what it is given"
    ),
    "anchor_file_is_another": mark(
        "{file}: is there already and differs from the checkpoint; somebody wrote it; run dualtrack verify"
    ),
    "address_cannot_be_read": mark(
        "--to {object}: is no e-mail address; expected one such as ada@example.com"
    ),
    "holder_has_no_name": mark("--holder: say who is to hold the checkpoint, such as the board's secretary"),
    "unknown_anchor": mark("{object}: no message of this id is on record; see: dualtrack anchor list"),
    "anchor_is_received_already": mark("{object}: its receipt is on record already"),
    "receipt_is_our_own_message": mark(
        "{file}: is what was sent, and no answer to it; give the answer as it came"
    ),
    "receipt_quotes_no_head": mark(
        "{file}: does not quote the checkpoint that was sent; expected an answer that holds {root}"
    ),
    "timestamp_is_not_valid": mark(
        "{file}: {why}; give the answer of the authority as it came, and the certificates that it rests on"
    ),
    "timestamp_is_of_no_head": mark(
        "{file}: is a time stamp of something else; ask for one with: dualtrack anchor request"
    ),
    "results_not_in_the_lake": mark(
        "{object}: the results of this run are not in the lake; restore it, so that none is left out unsaid"
    ),
    "engagement_is_closed": mark("{object}: was closed on {day} already"),
    "unknown_engagement": mark("{object}: no such engagement; these are on record: {known}"),
    **BUCKET_REFUSALS,
    **COST_REFUSALS,
    **ERASURE_REFUSALS,
    **PLAN_REFUSALS,
    **LEVEL_REFUSALS,
    **RISK_REFUSALS,
    **TOKEN_REFUSALS,
    "auditor_refused": mark("{object}: {because}"),
    **PATTERN_REFUSALS,
    "release_is_blocked": mark(
        "{object}: open points before a release: {count}, the first: {first} All of them: dualtrack release"
        " list"
    ),
    "release_contradicts_the_records": mark(
        "{object}: by now the records say otherwise; rows that differ: {count}, the first: {first}; prepare"
        " it anew"
    ),
    "release_needs_a_change_note": mark("{object}: say what changed since the version before, and why"),
    "release_of_a_day_to_come": mark(
        "{object}: {day} lies ahead; a release is about today or a day that has passed"
    ),
    "document_is_not_of_this_audit": mark("{object}: is no document of {engagement}; it is one of: {known}"),
    "unknown_release": mark("{object}: no such release; there are: {known}"),
    "release_waits_for_approval": mark(
        "{object}: waits for approval; only what was released is given out as a release"
    ),
    "release_lacks_the_format": mark("{object}: was not released as {wanted}; there are: {known}"),
    "release_is_withdrawn": mark("{object}: is withdrawn"),
    "withdrawal_needs_a_reason": mark("{object}: say why it is withdrawn"),
}

DISCLAIMER = mark("Statuses say what management's records support; they are no auditor's conclusion.")
EXAMPLE = mark("EXAMPLE: invented data")


def reason_text(reason: Reason) -> str:
    """A reason as a sentence."""
    params = {name: status_text(value) if value in STATUSES else value for name, value in reason.params}
    return _(REASONS[reason.code.value]).format(**params)


def status_text(status: str) -> str:
    """A status as people read it."""
    return _(STATUSES[status])


def gate_text(code: str) -> str:
    """A gate as people read it."""
    return _(GATES[code])


class _Blank(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def refusal_text(code: str, params: Mapping[str, str]) -> str:
    """Why something was refused, and what to do."""
    return _(REFUSALS[code]).format_map(_Blank(params))
