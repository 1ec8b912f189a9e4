"""Holds, floors and erasures in words: why something is refused, and what classes and grounds are called."""

from django.utils.translation import gettext_noop as mark

REFUSALS: dict[str, str] = {
    "erasure_needs_a_reason": mark("{object}: say why it is to be erased; name nobody, the reason stays"),
    "erasure_needs_a_legal_basis": mark(
        "{object}: name the legal basis, such as the end of retention by your policy, GDPR Art. 17(1)(a),"
        " or the"
        " order and its court"
    ),
    "never_erased": mark(
        "{object}: keeps the record itself (a key, an anchor, a package given out, a hold or an erasure)"
        " and never"
        " leaves"
    ),
    "erasure_is_held": mark(
        "{object}: the legal hold {hold} of {day} covers it ({why}); nothing under it is erased until it"
        " is lifted"
    ),
    "person_has_not_left": mark(
        "{object}: has not left; record the day first with: dualtrack people leave {object}"
    ),
    "used_by_an_open_audit": mark(
        "{object}: an audit that is open uses it ({engagement}); after its close it is kept {years} years."
        " For a right of the person, put a redacted file in its place; an order of a court or an authority"
        " goes before"
    ),
    "retention_has_not_ended": mark(
        "{object}: is kept until {day} ({source}) and can be erased from that day on; sooner only for a"
        " right of"
        " the person whom it is about, or an order, which then has to be named"
    ),
    "entry_stands": mark(
        "{object}: is what {about} is now; record what it is to be instead, then the earlier entry can be"
        " erased"
    ),
    "erased_entry_counts": mark(
        "{object}: statuses of the past rest on it, and entry {next}, the next one about {about}, says"
        " otherwise in: {fields}. Only words leave: an entry whose next one counts alike, or a file that"
        " it names"
    ),
    "erased_entry_was_taken_away": mark(
        "{object}: statuses of the past rest on it, and entry {next} took {about} away; without it the past"
        " would be told as if it had never been there. A file that it names can be erased"
    ),
    "personal_entries_leave_together": mark(
        "{object}: holds personal fields, which leave together; ask for the person instead"
    ),
    "entry_holds_nothing": mark(
        "{object}: says only that {about} was taken away; there is nothing to erase in it"
    ),
    "erased_already": mark("{object}: {said}"),
    "file_was_erased": mark(
        "{object}: a file with these bytes was erased by entry {entry} and does not come back; give a"
        " redacted one"
    ),
    "unknown_file": mark("{object}: no entry names such a file; give its SHA-256 as 64 lower hex digits"),
    "unknown_entry": mark("{object}: no such entry; give its position in the ledger, such as 41"),
    "unknown_person": mark("{object}: no such person; list them with: dualtrack people list"),
    "unknown_evidence": mark("{object}: no such evidence; ids look like ev_4k0c and stand on its page"),
    "unknown_object": mark("{object}: no entry is about it; expected KIND/ID, such as evidence/ev_4k0c"),
    "document_is_in_force": mark(
        "{object}: is version {version} of {document}, which is in force; put a newer version into force"
        " first"
    ),
    "results_are_counted": mark(
        "{object}: holds the results of run {run} that readiness counts; without them failures would be"
        " gone too."
        " Erase the file as it was received instead"
    ),
    "redaction_stands_for_nothing": mark(
        "{original}: {object} cannot take its place; a redacted file takes the place of evidence alone"
    ),
    "redaction_is_the_original": mark("{object}: has the same bytes as {original}; give a redacted file"),
    "redaction_serves_other_controls": mark("{object}: does not serve every control that {original} serves"),
    "redaction_covers_other_days": mark("{object}: does not cover the days that {original} covers"),
    "requester_is_not_a_person": mark(
        "{object}: only a named person asks for an erasure; act as one with --as"
    ),
    "erasure_is_requested_already": mark("{object}: request {request} waits for it already"),
    "declining_needs_a_reason": mark("{object}: say why it is declined; name nobody, the reason stays"),
    "erasure_takes_something_else_now": mark(
        "{object}: what it names has changed since it was asked for; decline it, and ask again"
    ),
    "erasure_has_another_effect_now": mark(
        "{object}: {engagement} uses it since, or was opened; decline it, and ask again"
    ),
    "checkpoint_before_an_erasure": mark(
        "checkpoint {object}: what this audit saw then was erased since by entry {entry}; take a"
        " checkpoint larger"
        " than {entry}"
    ),
    "hold_needs_a_reason": mark("say why it is held; name nobody, the reason stays"),
    "hold_needs_what_it_covers": mark(
        "say which object (such as evidence/ev_4k0c) or which control it covers"
    ),
    "hold_needs_its_days": mark("say from which day to which day it covers"),
    "hold_ends_before_it_begins": mark("the hold would cover {first} to {last}, which ends before it begins"),
    "hold_is_lifted_already": mark("{object}: is lifted already"),
    "lifting_needs_a_reason": mark("{object}: say why it is lifted"),
    "unknown_hold": mark("{object}: no such hold; list them with: dualtrack hold list"),
    "hold_is_lifted_by_a_person": mark(
        "{object}: only a named person who signed in lifts a hold; sign in on the pages, at"
        " /integrity/retention/"
    ),
    "erasure_is_carried_out_on_the_page": mark(
        "{object}: the command line asks for no password and can never approve; somebody else than who"
        " asked signs"
        " in and carries it out at /integrity/retention/"
    ),
    "does_not_sign_in": mark(
        "{object}: does not sign in: they have no role, or left; nobody was sent a link"
    ),
    "has_left_already": mark("{object}: left on {day} already"),
    "leaves_on_a_day_to_come": mark(
        "{object}: {day} lies after today ({today}); give the day once it has come"
    ),
}
CLASSES = {
    "evidence": mark("evidence"),
    "check_run": mark("files of sources"),
    "document": mark("documents"),
    "decision": mark("decisions and all else"),
    "personal": mark("names and addresses"),
    "access_log": mark("the access log"),
    "proof": mark("what keeps the record itself"),
}
GROUNDS = {
    "retention_ended": mark("its retention has ended"),
    "data_subject": mark("a right of the person whom it is about"),
    "order": mark("an order of a court, an authority or a law"),
}
TARGETS = {
    "file": mark("a file"),
    "entry": mark("what one entry says"),
    "person": mark("the name and address of a person"),
}
COVERS = {
    "everything": mark("everything"),
    "object": mark("one object"),
    "control": mark("all about one control"),
    "period": mark("all that speaks about some days"),
}
