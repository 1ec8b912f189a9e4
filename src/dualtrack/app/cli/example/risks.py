"""The example's risks: a method, 45 risks of which most are starters, two runs, a plan, its acceptances."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import Any

from attrs import evolve, frozen

from dualtrack.app.cli.example import trouble
from dualtrack.app.cli.example.script import Script, at, by
from dualtrack.app.cli.example.tables import rows, table
from dualtrack.app.programme.catalogue import catalogue
from dualtrack.app.registers.models import TABLES
from dualtrack.app.risks import methods, registering, treating
from dualtrack.app.risks.models import RiskRow
from dualtrack.catalogues.risk_library import load_method, load_risks
from dualtrack.domain.risks.acceptance import AcceptanceKind
from dualtrack.domain.risks.risk import (
    Consequences,
    Lowers,
    Rating,
    Risk,
    RiskControl,
    Treatment,
)
from dualtrack.domain.risks.risk_faults import Known

METHOD_DRAFTED, METHOD_APPROVED = date(2027, 2, 22), date(2027, 3, 1)
FIRST_RUN, PLANNED, ACCEPTED = date(2027, 3, 15), date(2027, 3, 29), date(2027, 4, 6)
SECOND_RUN, ACCEPTED_AGAIN = date(2027, 9, 27), date(2027, 10, 4)  # month 9
_UNCHANGED = "Second run, before Stage 1: nothing changed."


@frozen(kw_only=True)
class Adapted:
    """What the company made of one starter."""

    starter: str
    owner: str
    fields: Mapping[str, Any]


def plan(script: Script) -> None:
    """Plan the method, the register, both runs, the plan and its acceptances."""
    ids = ids_by_starter()
    held: dict[str, str] = {}  # by what is done: the id that the ledger gave
    script.add(at(METHOD_DRAFTED, 10), _draft)
    script.add(at(METHOD_APPROVED, 10), _approve_method)
    script.add(at(FIRST_RUN, 10), _adopt)
    script.add(at(FIRST_RUN, 14), _adapt)
    for number, action in enumerate(_tables("actions")):
        script.add(at(PLANNED, 10, number), partial(_add_action, held, ids[action["risk"]], action))
        if "done" in action:
            script.add(at(action["done"], 17), partial(_finish, held, action))
    script.add(at(ACCEPTED, 11), partial(_accept, None))
    script.add(at(SECOND_RUN, 13), partial(_assess, ids))
    script.add(at(ACCEPTED_AGAIN, 11), partial(_accept, [ids["SR-39"]]))
    script.add(at(trouble.DRIFTED_ON, 15), partial(_widen, ids))


def ids_by_starter() -> dict[str, str]:
    """The risk that each starter became, as they are numbered."""
    return {one.starter: f"R-{number:03}" for number, one in enumerate(adapted(), 1)}


def adapted() -> tuple[Adapted, ...]:
    """The starters that were taken over, with owner, treatment, aim and what they are about."""
    return tuple(
        Adapted(
            starter=row["starter"],
            owner=row["owner"],
            fields={
                "owner": row["owner"],
                "treatment": Treatment(row["treatment"]),
                "residual": _rating([int(one) for one in row["residual"].split()]),
                "assets": tuple(row["assets"].split()),
                "services": tuple(row["services"].split()),
            },
        )
        for row in rows("risks.csv")
    )


def _tables(name: str) -> list[dict[str, Any]]:
    held: Any = table("risks.toml")[name]
    return list(held)


def _rating(steps: list[int]) -> Rating | None:
    """Likelihood, then the consequence to confidentiality, integrity and availability."""
    if not steps:
        return None
    first, *rest = steps
    confidentiality, integrity, availability = rest
    sides = Consequences(confidentiality=confidentiality, integrity=integrity, availability=availability)
    return Rating(likelihood=first, consequences=sides)


def _known() -> Known:
    """What risks may name, every register included."""
    return registering.known_ids(
        assets=frozenset(TABLES["assets"].objects.values_list("pk", flat=True)),
        services=frozenset(TABLES["services"].objects.values_list("pk", flat=True)),
        requirements=frozenset(one.id for one in catalogue().requirements()),
    )


def _draft(now: datetime) -> None:
    method = evolve(load_method(), name="Five by five of Lumenfjord Analytics")
    methods.draft(actor=by("mara"), now=now, method=method, reason="first version")


def _approve_method(now: datetime) -> None:
    methods.approve(actor=by("tomas"), now=now, today=now.date(), method="method-v1")


def _adopt(now: datetime) -> None:
    library = {one.id: one for one in load_risks()[0]}
    registering.adopt(
        actor=by("tomas"),
        now=now,
        today=now.date(),
        starters=[library[one.starter] for one in adapted()],
        owner="tomas",
        rated_by=load_method(),
    )


def _adapt(now: datetime) -> None:
    known, ids = _known(), ids_by_starter()
    for one in adapted():
        registering.change(
            actor=by("tomas"),
            now=now,
            today=now.date(),
            risk=ids[one.starter],
            known=known,
            reason="made our own",
            **one.fields,
        )
    for given in _tables("own"):
        registering.add(
            actor=by("tomas"), now=now, today=now.date(), risk=_own(given, now.date()), known=known
        )


def _own(given: Mapping[str, Any], today: date) -> Risk:
    inherent = _rating([given["likelihood"], *given["consequences"]])
    if inherent is None:
        raise ValueError(given["title"])
    return Risk(
        id="",
        method="",
        title=given["title"],
        cause=given["cause"],
        event=given["event"],
        consequence=given["consequence"],
        category=given["category"],
        inherent=inherent,
        residual=_rating(given.get("residual", [])),
        owner=given["owner"],
        treatment=Treatment(given["treatment"]),
        controls=tuple(
            RiskControl(control=control, lowers=Lowers(lowers), steps=steps)
            for control, lowers, steps in given.get("controls", [])
        ),
        assets=tuple(given.get("assets", [])),
        services=tuple(given.get("services", [])),
        criteria=tuple(given.get("criteria", [])),
        change=given.get("change", False),
        identified_on=today,
    )


def _add_action(held: dict[str, str], risk: str, action: Mapping[str, Any], now: datetime) -> None:
    made = treating.add_action(
        actor=by("tomas"),
        now=now,
        today=now.date(),
        risk=risk,
        what=action["what"],
        owner=action["owner"],
        due=action["due"],
        controls=tuple(action["controls"]),
    )
    held[action["what"]] = made.id


def _finish(held: Mapping[str, str], action: Mapping[str, Any], now: datetime) -> None:
    treating.finish_action(
        actor=by(action["owner"]),
        now=now,
        today=now.date(),
        action=held[action["what"]],
        done_on=action["done"],
        evidence=action["evidence"],
    )


def _accept(only: list[str] | None, now: datetime) -> None:
    """Each owner approves the plan of a risk that is treated, and accepts what remains."""
    for risk in _risks():
        if only is None or risk.id in only:
            kinds = (AcceptanceKind.PLAN, AcceptanceKind.RESIDUAL)
            for kind in kinds[1:] if risk.treatment is Treatment.RETAIN else kinds:
                treating.accept(actor=by(str(risk.owner)), now=now, today=now.date(), risk=risk.id, kind=kind)


def _assess(ids: Mapping[str, str], now: datetime) -> None:
    """Every risk is rated again; of those whose rating moved it is said why."""
    changed = {ids[one["risk"]]: one for one in _tables("again")}
    for risk in _risks():
        said = changed.get(risk.id)
        inherent, residual, reason = risk.inherent, risk.residual, _UNCHANGED
        if said is not None:
            inherent = _rating([said["likelihood"], *said["consequences"]]) or inherent
            residual, reason = _rating(said["residual"]), said["reason"]
        registering.assess(
            actor=by("tomas"),
            now=now,
            today=now.date(),
            risk=risk.id,
            inherent=inherent,
            residual=residual,
            reason=reason,
        )


def _widen(ids: Mapping[str, str], now: datetime) -> None:
    """The store that was put to the platform is one more asset of a risk: nobody has accepted that."""
    risk = ids[trouble.WIDENED]
    assets = (*registering.held_risk(risk).assets, trouble.DRIFTED.partition("/")[2])
    registering.change(
        actor=by("leila"),
        now=now,
        today=now.date(),
        risk=risk,
        known=_known(),
        reason="The analytics store holds copies as well",
        assets=assets,
    )


def _risks() -> Iterator[Risk]:
    for row in RiskRow.objects.order_by("pk"):
        yield row.to_value()
