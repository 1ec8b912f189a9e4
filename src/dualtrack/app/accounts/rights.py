"""What each role may do: one table of rights, asked of the viewer."""

from dualtrack.domain.ledger.person import Role, Viewer

_EVERYBODY_INSIDE = (Role.ADMIN, Role.LEAD, Role.MANAGER, Role.OWNER, Role.INTERNAL_AUDITOR)
_AUDITORS = (Role.SERVICE_AUDITOR, Role.CERTIFICATION_AUDITOR)

# Right to roles. Approving also asks that the approver is not the preparer; see domain/ledger/approval.py.
RIGHTS: dict[str, tuple[Role, ...]] = {
    "crosswalk.read": (*_EVERYBODY_INSIDE, *_AUDITORS),  # what the catalogues say is no secret
    "programme.read": (Role.ADMIN, Role.LEAD, Role.MANAGER, Role.INTERNAL_AUDITOR),
    "programme.adopt": (Role.LEAD,),
    "programme.add": (Role.LEAD,),
    "categories.choose": (Role.LEAD,),
    "costs.read": (Role.LEAD, Role.MANAGER),
    "costs.edit": (Role.LEAD, Role.MANAGER),
    "advice.read": (Role.LEAD, Role.MANAGER),  # it says what the programme costs
    "advice.record": (Role.LEAD, Role.MANAGER),
    "controls.read": _EVERYBODY_INSIDE,
    "controls.edit": (Role.LEAD,),
    "controls.approve": (Role.LEAD, Role.MANAGER),
    "evidence.read": _EVERYBODY_INSIDE,
    "evidence.add": (Role.LEAD, Role.OWNER),
    "deviations.note": (Role.LEAD, Role.OWNER, Role.INTERNAL_AUDITOR),
    "applicability.decide": (Role.LEAD,),
    "risks.read": _EVERYBODY_INSIDE,
    "risks.edit": (Role.LEAD,),
    "risks.assess": (Role.LEAD, Role.OWNER),
    "risks.accept": (Role.ADMIN, Role.LEAD, Role.MANAGER, Role.OWNER),  # of these, the risk's owner
    "method.edit": (Role.LEAD,),
    "method.approve": (Role.LEAD, Role.MANAGER),
    "mappings.enter": (Role.LEAD,),
    "mappings.approve": (Role.LEAD, Role.MANAGER),
    "mappings.review": (Role.LEAD, Role.MANAGER, Role.INTERNAL_AUDITOR, *_AUDITORS),
    "deltas.note": (Role.LEAD, Role.OWNER),
    "auditors.read": (Role.LEAD, Role.MANAGER, Role.INTERNAL_AUDITOR),
    "auditors.decide": (Role.LEAD, Role.MANAGER),
    "auditors.book": (Role.LEAD, Role.MANAGER),
    "registers.read": _EVERYBODY_INSIDE,  # an owner: what names them
    "registers.edit": (Role.LEAD, Role.OWNER),  # an owner: what names them
    "registers.add": (Role.LEAD,),  # and take out of a register, and change what anybody owns
    "registers.import": (Role.LEAD,),
    "engagements.open": (Role.LEAD,),  # and close
    "certificates.record": (Role.LEAD, Role.MANAGER),
    "plan.read": _EVERYBODY_INSIDE,
    "plan.change": (Role.LEAD, Role.MANAGER),
    "plan.complete": (Role.LEAD, Role.MANAGER),
    "sequencing.propose": (Role.LEAD, Role.MANAGER),
    "sequencing.approve": (Role.MANAGER,),
    "scope.edit": (Role.LEAD,),
    "scope.approve": (Role.MANAGER,),
    "documents.add": (Role.LEAD, Role.OWNER),
    "documents.approve": (Role.LEAD, Role.MANAGER),
    "deliverables.read": (*_EVERYBODY_INSIDE[:3], Role.INTERNAL_AUDITOR),
    "deliverables.make": (Role.LEAD,),
    "patterns.answer": (Role.LEAD, Role.MANAGER),
    "releases.prepare": (Role.LEAD,),
    "releases.approve": (Role.MANAGER,),
    "releases.withdraw": (Role.LEAD, Role.MANAGER),
    "packages.take": (Role.LEAD, Role.MANAGER, *_AUDITORS),
    "people.manage": (Role.ADMIN,),
    "tokens.own": _EVERYBODY_INSIDE,  # for themselves; for anybody else: people.manage
    "erasures.read": (Role.ADMIN, Role.LEAD, Role.MANAGER, Role.INTERNAL_AUDITOR),
    "erasures.request": (Role.ADMIN, Role.LEAD, Role.MANAGER),
    "erasures.approve": (Role.LEAD, Role.MANAGER),
    "holds.set": (Role.ADMIN, Role.LEAD, Role.MANAGER),
    "holds.lift": (Role.LEAD, Role.MANAGER),
    "access.read": (Role.ADMIN, Role.LEAD),
    "key.rotate": (Role.ADMIN,),
    "integrity.read": (Role.ADMIN, Role.LEAD, Role.MANAGER, Role.INTERNAL_AUDITOR, *_AUDITORS),
    "anchors.record": (Role.ADMIN, Role.LEAD, Role.MANAGER, *_AUDITORS),
    "anchors.write": (Role.ADMIN, Role.LEAD, Role.MANAGER),
}
# What somebody at the machine's own command line may do: everything but approve, accept and answer, and what
# leads to erasing.
OPERATOR_MAY_NOT = frozenset(name for name in RIGHTS if name.endswith(".approve")) | {
    "erasures.request",
    "holds.lift",
    "patterns.answer",
    "risks.accept",
    "auditors.decide",  # a lead or manager by name
}
# What a person signs with their own name: the pages ask who it is once more.
SIGNED = frozenset(name for name in RIGHTS if name.endswith((".approve", ".accept", ".review", ".lift")))


class NotAllowedError(Exception):
    """The viewer has no right to this; pages answer as if it did not exist."""

    def __init__(self, right: str) -> None:
        """Remember which right was missing."""
        super().__init__(right)
        self.right = right


def may(viewer: Viewer, right: str) -> bool:
    """True when the viewer holds the right; an unknown right is a mistake of ours and raises KeyError."""
    roles = RIGHTS[right]
    if viewer.operator:
        return right not in OPERATOR_MAY_NOT
    return viewer.holds(*roles)


def require(viewer: Viewer, right: str) -> None:
    """Raise NotAllowedError unless the viewer holds the right."""
    if not may(viewer, right):
        raise NotAllowedError(right)
