"""The route table: who may use each address with each method, and which right each command asks for.

Reviewed by people; a test fails on a route or command that is not listed, and tries every route as every one.
Somebody who is not listed is led to sign in (nobody signed in) or told that nothing is there (404).
"""

from attrs import frozen

ANONYMOUS = "anonymous"
ADMIN, LEAD, MANAGER, INTERNAL = "admin", "lead", "manager", "internal_auditor"
OWNER = "owner"  # of the control or evidence in question
OTHER_OWNER = "other_owner"  # owns controls, but not this one
GRANTED = "auditor_in_grant"  # an outside auditor with a grant for the engagement in question
OUTSIDE = "auditor_outside_grant"
EVERYBODY = frozenset({ADMIN, LEAD, MANAGER, INTERNAL, OWNER, OTHER_OWNER, GRANTED, OUTSIDE})
AUDIENCES = (ANONYMOUS, *sorted(EVERYBODY))

_WHOLE = frozenset({ADMIN, LEAD, MANAGER, INTERNAL})
_OWNERS = frozenset({OWNER, OTHER_OWNER})
_AUDITORS = frozenset({GRANTED, OUTSIDE})
_ALL = EVERYBODY | {ANONYMOUS}


@frozen(kw_only=True)
class Route:
    """One address and method with those who may use it."""

    name: str
    method: str
    who: frozenset[str]


def _route(name: str, method: str, *who: frozenset[str] | str) -> Route:
    named = [frozenset({w}) if isinstance(w, str) else w for w in who]
    return Route(name=name, method=method, who=frozenset().union(*named))


ROUTES: tuple[Route, ...] = (
    _route("account_login", "GET", _ALL),
    _route("account_login", "POST", _ALL),
    _route("account_logout", "GET", EVERYBODY),
    _route("account_logout", "POST", _ALL),
    _route("account_inactive", "GET", _ALL),
    _route("account_change_password", "GET", EVERYBODY),
    _route("account_change_password", "POST", EVERYBODY),
    _route("account_reauthenticate", "GET", EVERYBODY),
    _route("account_reauthenticate", "POST", EVERYBODY),
    _route("account_set_password", "GET"),  # closed: names that allauth wants to exist
    _route("account_signup", "GET"),
    _route("account_email_verification_sent", "GET"),
    _route("setup", "GET"),  # only with a link that is still valid, tried by its own tests
    _route("setup", "POST"),
    _route("theme", "POST", _ALL),
    _route("today", "GET", EVERYBODY),
    _route("today.table", "GET", _WHOLE),
    _route("scope", "GET", _WHOLE),
    _route("scope.things", "GET", _WHOLE),
    _route("scope.explain", "POST", LEAD),
    _route("scope.draft", "GET", LEAD),
    _route("scope.draft", "POST", LEAD),
    _route("scope.one", "GET", _WHOLE),
    _route("scope.approve", "POST", MANAGER),
    _route("chain", "GET", _WHOLE),
    _route("chain.one", "GET", _WHOLE),
    _route("risks", "GET", _WHOLE, _OWNERS),
    _route("risks.order", "GET", _WHOLE),
    _route("risks.soc2", "GET", _WHOLE),
    _route("risks.library", "GET", _WHOLE),
    _route("risks.adopt", "POST", LEAD),
    _route("risks.add", "GET", LEAD),
    _route("risks.add", "POST", LEAD),
    _route("risks.method", "GET", _WHOLE, _OWNERS),
    _route("risks.method.draft", "POST", LEAD),
    _route("risks.method.approve", "POST", LEAD, MANAGER),
    _route("risks.one", "GET", _WHOLE, OWNER),
    _route("risks.change", "POST", LEAD),
    _route("risks.assess", "POST", LEAD, OWNER),
    _route("risks.retire", "POST", LEAD),
    _route("risks.plan", "POST", LEAD),
    _route("risks.done", "POST", LEAD, OWNER),
    _route("risks.accept", "POST", ADMIN, LEAD, MANAGER, OWNER),
    _route("statement", "GET", _WHOLE),
    _route("statement.soc2", "GET", _WHOLE),
    _route("statement.explain", "POST", LEAD),
    _route("statement.documented", "GET", _WHOLE),
    _route("statement.certify", "POST", LEAD, MANAGER),
    _route("controls", "GET", _WHOLE, _OWNERS),
    _route("controls.one", "GET", _WHOLE, OWNER),
    _route("controls.change", "POST", LEAD),
    _route("controls.approve", "POST", LEAD, MANAGER),
    _route("controls.deliver", "POST", LEAD, OWNER),
    _route("controls.deviate", "POST", LEAD, INTERNAL, OWNER),
    _route("controls.add_document", "POST", LEAD, OWNER),
    _route("controls.approve_document", "POST", LEAD, MANAGER),
    _route("controls.document_file", "GET", _WHOLE, OWNER),
    _route("owed", "GET", _WHOLE, _OWNERS),
    _route("history", "GET", _WHOLE, OWNER),
    _route("requirements", "GET", _WHOLE),
    _route("requirements.of", "GET", _WHOLE),
    _route("requirements.one", "GET", _WHOLE),
    _route("requirements.decide", "POST", LEAD),
    _route("mappings", "GET", _WHOLE),
    _route("mappings.carried", "GET", _WHOLE),
    _route("mappings.decide", "POST", LEAD, MANAGER),
    _route("mappings.adopt", "POST", LEAD, MANAGER),
    _route("crosswalk", "GET", EVERYBODY),
    _route("crosswalk.article", "GET", EVERYBODY),
    _route("crosswalk.one", "GET", EVERYBODY),
    _route("crosswalk.pair", "GET", EVERYBODY),
    _route("crosswalk.decide", "POST", LEAD, MANAGER),
    _route("crosswalk.review", "POST", LEAD, MANAGER, INTERNAL, GRANTED),
    _route("evidence", "GET", _WHOLE, _OWNERS),
    _route("evidence.add", "GET", LEAD, _OWNERS),
    _route("evidence.add", "POST", LEAD, _OWNERS),
    _route("evidence.runs", "GET", _WHOLE),
    _route("evidence.one", "GET", _WHOLE, OWNER),
    _route("evidence.file", "GET", _WHOLE, OWNER),
    _route("access", "GET", ADMIN, LEAD),
    _route("deliverables", "GET", _WHOLE, _AUDITORS),
    _route("deliverables.document", "GET", _WHOLE),
    _route("deliverables.one", "GET", _WHOLE),
    _route("deliverables.prepare", "POST", LEAD),
    _route("deliverables.difference", "GET", _WHOLE),
    _route("deliverables.approve", "POST", MANAGER),
    _route("deliverables.withdraw", "POST", LEAD, MANAGER),
    _route("deliverables.released", "GET", _WHOLE, GRANTED),
    _route("deliverables.waiting", "GET", _WHOLE),
    _route("deliverables.package", "POST", LEAD, MANAGER, GRANTED),
    _route("integrity", "GET", _WHOLE, _AUDITORS),
    _route("integrity.checkpoint", "GET", _WHOLE, _AUDITORS),
    _route("integrity.witness", "POST", ADMIN, LEAD, MANAGER, _AUDITORS),
    _route("integrity.retention", "GET", _WHOLE),
    _route("integrity.retention.ask", "POST", ADMIN, LEAD, MANAGER),
    _route("integrity.retention.carry_out", "POST", LEAD, MANAGER),
    _route("integrity.retention.decline", "POST", ADMIN, LEAD, MANAGER),
    _route("integrity.retention.hold", "POST", ADMIN, LEAD, MANAGER),
    _route("integrity.retention.lift", "POST", LEAD, MANAGER),
)

# The right that each command asks for. `operator`: whoever holds the machine and its home, no person's right;
# `none`: reads nothing of the home.
COMMANDS: dict[str, str] = {
    "up": "operator",
    "demo": "operator",
    "init": "operator",
    "observe": "evidence.add",
    "evidence": "none",
    "evidence add": "evidence.add",
    "people": "none",
    "people add": "people.manage",
    "people grant": "people.manage",
    "people leave": "people.manage",
    "people list": "people.manage",
    "erase": "none",
    "erase request": "erasures.request",
    "erase carry-out": "erasures.read",
    "erase list": "erasures.read",
    "hold": "none",
    "hold set": "holds.set",
    "hold lift": "erasures.read",
    "hold list": "erasures.read",
    "access-log": "access.read",
    "status": "programme.read",
    "gaps": "programme.read",
    "due": "programme.read",
    "risks": "none",
    "risks list": "risks.read",
    "risks show": "risks.read",
    "risks heat": "risks.read",
    "risks soc2": "programme.read",
    "risks order": "programme.read",
    "risks findings": "risks.read",
    "risks adopt": "risks.edit",
    "history": "programme.read",
    "scope": "none",
    "scope show": "programme.read",
    "scope draft": "scope.edit",
    "chain": "programme.read",
    "crosswalk": "none",
    "catalogues": "none",
    "catalogues check": "none",
    "catalogues export": "none",
    "catalogues import": "none",
    "select": "none",
    "import": "mappings.enter",
    "document": "deliverables.read",
    "release": "none",
    "release prepare": "releases.prepare",
    "release list": "deliverables.read",
    "release diff": "deliverables.read",
    "release approve": "none",
    "release withdraw": "releases.withdraw",
    "package": "packages.take",
    "verify": "operator",
    "backup": "operator",
    "restore": "operator",
    "key": "none",
    "key show": "operator",
    "key rotate": "key.rotate",
    "anchor": "none",
    "anchor list": "integrity.read",
    "anchor checkpoint": "operator",
    "anchor witness": "anchors.record",
    "anchor folder": "anchors.write",
    "anchor email": "anchors.write",
    "anchor receipt": "anchors.record",
    "anchor request": "operator",
    "anchor timestamp": "anchors.record",
    "doctor": "operator",
}
