"""The owner's approval of the treatment plan and acceptance of the residual risk, bound to what was read.

ISO/IEC 27001 6.1.3 f has no way round: only the owner approves the plan and accepts what remains, whoever
prepared it. Where the method names a role or job for the band of the residual level, its holder accepts too;
an owner who holds it accepts once. An acceptance keeps what it was given for, field by field: it stands while
nothing of that changes, and says afterwards what did.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from hashlib import sha256

from attrs import frozen

from dualtrack.domain.ledger import canonical
from dualtrack.domain.ledger.actor import Actor
from dualtrack.domain.ledger.codec import encode, recorded
from dualtrack.domain.risks.method import RiskMethod
from dualtrack.domain.risks.risk import Rating, Risk, Treatment, TreatmentAction

OWNER = "owner"  # the capacity of the risk's owner, beside a role or job that a method names

# What an acceptance is given for; a title or a category may be mended without asking again.
_OF_THE_RISK = (
    "cause",
    "event",
    "consequence",
    "inherent",
    "residual",
    "method",
    "owner",
    "treatment",
    "controls",
    "assets",
    "services",
)
_OF_AN_ACTION = ("what", "owner", "due", "controls")  # that it was done is no change of the plan


class AcceptanceKind(StrEnum):
    """What is approved or accepted."""

    PLAN = "treatment_plan"
    RESIDUAL = "residual"


@frozen(kw_only=True)
class Said:
    """One material field as it was read, in canonical JSON."""

    field: str
    value: str


Material = tuple[Said, ...]


@recorded("risk_acceptance")
@frozen(kw_only=True)
class RiskAcceptance:
    """One person's approval or acceptance; `capacities` is what they acted as: owner, role, job."""

    id: str
    risk: str
    kind: AcceptanceKind
    accepted_by: str  # person id
    accepted_on: date
    capacities: tuple[str, ...]
    digest: str
    material: Material


@frozen(kw_only=True)
class Change:
    """A material field that is no longer what was accepted."""

    field: str
    before: str
    after: str


@frozen(kw_only=True)
class AcceptanceStanding:
    """Where one kind of acceptance of one risk stands."""

    kind: AcceptanceKind
    asked: tuple[str, ...]  # capacities in which somebody has to accept
    valid: tuple[RiskAcceptance, ...]
    voided: RiskAcceptance | None  # the last that no longer counts, where none counts
    changes: tuple[Change, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Capacities in which nobody has accepted what stands now."""
        given = {capacity for one in self.valid for capacity in one.capacities}
        return tuple(one for one in self.asked if one not in given)

    @property
    def complete(self) -> bool:
        """True when everybody who has to has accepted what stands now."""
        return not self.missing


def material(risk: Risk, actions: Iterable[TreatmentAction]) -> Material:
    """What an acceptance is given for, in the order of fields and of the actions' ids."""
    data = encode(risk)
    said = [Said(field=name, value=_text(data[name])) for name in _OF_THE_RISK]
    for action in sorted(actions, key=lambda a: a.id):
        held = encode(action)
        plan = {name: held[name] for name in _OF_AN_ACTION}
        said.append(Said(field=f"action {action.id}", value=_text(plan)))
    return tuple(said)


def _text(value: object) -> str:
    return canonical.dumps(value).decode()


def digest_of(said: Material) -> str:
    """SHA-256 in hex of what an acceptance is given for."""
    return sha256(canonical.dumps([[one.field, one.value] for one in said])).hexdigest()


def changes_since(before: Material, after: Material) -> tuple[Change, ...]:
    """Each field that differs, from what to what; a field that came or went was empty on one side."""
    old, new = ({one.field: one.value for one in said} for said in (before, after))
    return tuple(
        Change(field=name, before=old.get(name, ""), after=new.get(name, ""))
        for name in dict.fromkeys((*old, *new))
        if old.get(name) != new.get(name)
    )


def remaining(risk: Risk) -> Rating | None:
    """What remains after treatment: the rating aimed at; of a risk that is retained, all of it."""
    if risk.residual is None and risk.treatment is Treatment.RETAIN:
        return risk.inherent
    return risk.residual


def remaining_level(risk: Risk, method: RiskMethod | None) -> int | None:
    """The residual level by the method; None where it is not said, or off the scale."""
    left = remaining(risk)
    if left is None or method is None:
        return None
    return method.level(left.likelihood, left.consequences.overall)


def capacities_asked(risk: Risk, method: RiskMethod | None) -> tuple[str, ...]:
    """In which capacities the residual risk has to be accepted: its owner, and whom the band names."""
    level = remaining_level(risk, method)
    band = None if method is None or level is None else method.band(level)
    further = band.accepted_by if band is not None else ""
    return (OWNER,) if further in ("", OWNER) else (OWNER, further)


def standing(
    kind: AcceptanceKind,
    risk: Risk,
    method: RiskMethod | None,
    actions: Iterable[TreatmentAction],
    acceptances: Iterable[RiskAcceptance],
) -> AcceptanceStanding:
    """What was accepted of a risk as it stands now, and what voided the rest."""
    mine = [a for a in acceptances if a.risk == risk.id and a.kind is kind]
    now = material(risk, actions) if mine else ()  # a large register has many that nobody accepted yet
    digest = digest_of(now)
    valid = tuple(a for a in mine if a.digest == digest)
    last = max(mine, key=lambda a: (a.accepted_on, a.id), default=None)
    voided = None if valid else last
    return AcceptanceStanding(
        kind=kind,
        asked=(OWNER,) if kind is AcceptanceKind.PLAN else capacities_asked(risk, method),
        valid=valid,
        voided=voided,
        changes=() if voided is None else changes_since(voided.material, now),
    )


class AcceptanceRefusal(StrEnum):
    """Why an approval or acceptance is refused."""

    NOT_A_PERSON = "approver_is_not_a_person"
    NO_OWNER = "risk_has_no_owner"
    NOT_OWNER = "only_the_owner_may"
    NOT_NAMED = "only_the_owner_or_whom_the_method_names_may"
    RETIRED = "risk_is_retired"
    NO_TREATMENT = "treatment_is_not_chosen"
    NO_RESIDUAL = "residual_risk_is_not_rated"
    OTHER_METHOD = "rated_by_a_method_that_is_not_in_force"
    ALREADY = "accepted_already"


def acceptance_refusal(
    held: AcceptanceStanding,
    risk: Risk,
    *,
    actor: Actor,
    may_act_as: Iterable[str],
    in_force: RiskMethod | None,
    today: date,
) -> AcceptanceRefusal | None:
    """Why this actor cannot accept, or None. `may_act_as`: the roles and jobs that they hold."""
    capacities = acting_as(held, risk, actor=actor, may_act_as=may_act_as)
    unnamed = AcceptanceRefusal.NOT_OWNER
    if held.kind is AcceptanceKind.RESIDUAL:
        unnamed = AcceptanceRefusal.NOT_NAMED
    rules = (
        (not actor.can_approve, AcceptanceRefusal.NOT_A_PERSON),
        (not risk.live(today), AcceptanceRefusal.RETIRED),
        (not risk.owner, AcceptanceRefusal.NO_OWNER),
        (not capacities, unnamed),
        (risk.treatment is None, AcceptanceRefusal.NO_TREATMENT),
        (in_force is None or risk.method != in_force.id, AcceptanceRefusal.OTHER_METHOD),
        (_unrated(held, risk, in_force), AcceptanceRefusal.NO_RESIDUAL),
        (not set(capacities) & set(held.missing), AcceptanceRefusal.ALREADY),
    )
    return next((why for broken, why in rules if broken), None)


def _unrated(held: AcceptanceStanding, risk: Risk, method: RiskMethod | None) -> bool:
    return held.kind is AcceptanceKind.RESIDUAL and remaining_level(risk, method) is None


def acting_as(
    held: AcceptanceStanding, risk: Risk, *, actor: Actor, may_act_as: Iterable[str]
) -> tuple[str, ...]:
    """In which of the asked capacities somebody acts; being the owner is no role that can be given."""
    holds = set(may_act_as) - {OWNER}
    if actor.person_id is not None and actor.person_id == risk.owner:
        holds.add(OWNER)
    return tuple(one for one in held.asked if one in holds)
