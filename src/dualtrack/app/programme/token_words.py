"""Words about tokens: why one cannot be made, and why one does not open the API."""

from django.utils.translation import gettext_noop as mark

from dualtrack.domain.ledger.token import Ending

STATES = {
    "works": mark("works"),
    Ending.REVOKED.value: mark("revoked"),
    Ending.EXPIRED.value: mark("expired"),
    Ending.OWNER_LEFT.value: mark("its owner left"),
    Ending.OWNER_LOST_ROLE.value: mark("its owner holds no role for it"),
}
REFUSALS = {
    "token_has_no_name": mark("--name: say what the token is for, such as: nightly export"),
    "token_expires_too_early": mark("--expires: {day} lies before today ({today})"),
    "token_expires_too_late": mark(
        "--expires: {day} is too late; a token lasts a year at most, until {latest}"
    ),
    "token_needs_a_member": mark(
        "{object}: only a member of the organisation who holds a role has tokens; auditors read what was"
        " released to them on the pages"
    ),
    "unknown_token": mark("{object}: no such token; list them with: dualtrack token list"),
    "token_was_revoked_before": mark("{object}: was revoked on {day} already"),
    "no_token": mark(
        "no token was sent; send one in the header Authorization: Bearer dt_... (made with: dualtrack token"
        " create)"
    ),
    "session_is_no_token": mark(
        "being signed in on the pages does not open the API, so that no other site can read through your"
        " browser; send a token in the header Authorization: Bearer dt_... (made with: dualtrack token"
        " create)"
    ),
    "token_is_not_known": mark("the token that was sent is none of this home's; see: dualtrack token list"),
    Ending.REVOKED.value: mark("token {object}: was revoked on {day}"),
    Ending.EXPIRED.value: mark(
        "token {object}: expired, its last day was {day}; make another with: dualtrack token create"
    ),
    Ending.OWNER_LEFT.value: mark("token {object}: ended when its owner left"),
    Ending.OWNER_LOST_ROLE.value: mark("token {object}: ended when its owner lost their role"),
    "token_lacks_scope": mark("token {object}: was not made for this; it lacks the scope {scope}"),
}
