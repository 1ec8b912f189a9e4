"""What adopting would enter, as scripts and people read it."""

from collections.abc import Iterable
from typing import Any

import click

from dualtrack.app.cli.output import table
from dualtrack.app.cli.words import say
from dualtrack.app.programme.adopting import Plan, Replaces, framework_of, title_of
from dualtrack.domain.audits.adoption import Adopted, IsoCertificate, SocReport
from dualtrack.domain.audits.adoption_faults import AdoptionFault
from dualtrack.domain.audits.adoption_words import said
from dualtrack.domain.controls.period import ObservationPeriod
from dualtrack.domain.ledger.codec import encode
from dualtrack.domain.programme.adding import Reuse

_MOST = 12  # requirements that a person is shown


def fault_json(fault: AdoptionFault) -> dict[str, Any]:
    """One thing that is wrong, or only named."""
    return {
        "code": fault.code.value,
        "record": fault.record,
        "field": fault.field,
        "text": said(fault, say),
        "refuses": fault.refuses,
    }


def reuse_json(one: Reuse) -> dict[str, Any]:
    """What one framework finds there, what is new, and what is owed."""
    return {
        "framework": one.framework,
        "asked": one.asked,
        "controls": list(one.controls),
        "evidence": list(one.evidence),
        "documents": list(one.documents),
        "served": list(one.served),
        "unserved": list(one.unserved),
        "owed": [
            {
                "id": work.id,
                "kind": work.kind.value,
                "control": work.control,
                "delta": work.delta,
                "requirements": list(work.requirements),
                "beyond": list(work.beyond),
            }
            for work in one.owed
        ],
    }


def plan_json(made: Plan, *, dry_run: bool, accepted: bool) -> dict[str, Any]:
    """The answer of `adopt soc2` and `adopt iso27001`."""
    facts, matches = made.facts, {m.id: m for m in made.taken.matches}
    proposed: dict[str, list[dict[str, Any]]] = {}
    for one in made.taken.proposals:
        told = {"requirement": one.requirement, "partners": list(one.partners), "covered": one.covered.value}
        proposed.setdefault(one.control, []).append(told)
    return {
        "framework": framework_of(facts),
        "what": title_of(facts),
        "dry_run": dry_run,
        "adopted": not dry_run,
        "open_period": f"{facts.open_start}..{facts.open_end}",
        "replaces": [_replaces(one) | {"text": replaces_text(one)} for one in made.replaces],
        "counts": counts(facts, made),
        "faults": [fault_json(fault) for fault in made.faults],
        "proposed_accepted": accepted,
        "controls": [
            {
                "id": control.id,
                "title": control.title,
                "cadence": control.cadence.value,
                "operating": control.operating.value,
                "operating_since": str(control.operating_since),
                "requirements": list(control.requirements),
                "starter": matches[control.id].starter or None,
                "points": matches[control.id].points,
                "proposed": proposed.get(control.id, []),
            }
            for control in made.controls
        ],
        "unmatched": list(made.taken.unmatched),
        "frameworks": [reuse_json(one) for one in made.reuse],
    }


def _replaces(one: Replaces) -> dict[str, Any]:
    held = one.what
    period = held.before if isinstance(held.before, ObservationPeriod) else held.period
    return {
        "kind": held.kind,
        "id": held.before.id,
        "start": period and str(period.start),
        "end": period and str(period.end),
        "opened_on": str(one.opened_on),
        "closes": held.closes,
    }


def replaces_text(one: Replaces) -> str:
    """What becomes of something that the programme opened itself, in a sentence."""
    told = _replaces(one)
    if one.what.closes:
        return say("closes the engagement {id}, opened on {opened_on}", **told)
    if one.what.kind == "period":
        return say("replaces the period {start} - {end}, opened on {opened_on}", **told)
    return say("replaces the engagement {id} over {start} - {end}, opened on {opened_on}", **told)


def counts(facts: Adopted, made: Plan) -> dict[str, int]:
    """How many records of each kind come in."""
    found = {"controls": len(made.controls), "proposed": len(made.taken.proposals)}
    if isinstance(facts, SocReport):
        return found | {
            "deviations": len(facts.deviations),
            "subservices": len(facts.subservices),
            "csocs": sum(len(one.csocs) for one in facts.subservices),
            "cuecs": len(facts.cuecs),
        }
    return found | {"decisions": len(facts.soa), "nonconformities": len(facts.findings)}


def facts_json(framework: str, facts: Adopted | None) -> dict[str, Any]:
    """The facts as they are on record, if there are any."""
    return {"framework": framework, "adopted": None if facts is None else encode(facts)}


def print_plan(made: Plan, *, dry_run: bool, accepted: bool) -> None:
    """The same for a person: what comes in, what is proposed, what is wrong, what the other finds."""
    click.echo(f"{title_of(made.facts)}; " + say("runs since {day}", day=made.facts.open_start))
    held = ", ".join(f"{count} {name}" for name, count in counts(made.facts, made).items())
    click.echo((say("would enter: {held}") if dry_run else say("entered: {held}")).format(held=held))
    for one in made.replaces:
        click.echo(replaces_text(one))
    if made.controls:
        matches = {m.id: m for m in made.taken.matches}
        rows = [
            (c.id, c.cadence.value, matches[c.id].starter or "–", ", ".join(c.requirements), c.title)
            for c in made.controls
        ]
        table((say("control"), say("rhythm"), say("resembles"), say("serves"), say("title")), rows)
    if made.taken.unmatched:
        click.echo(say("resembles no starter: {ids}", ids=", ".join(made.taken.unmatched)))
    if made.taken.proposals:
        click.echo(
            say("proposed by the crosswalk and taken over:")
            if accepted
            else say("proposed by the crosswalk, counted nowhere until --accept-proposed:")
        )
        for proposed in made.taken.proposals:
            click.echo(
                say(
                    "  {control} serves {requirement} (beside {partners}; {covered})",
                    control=proposed.control,
                    requirement=proposed.requirement,
                    partners=", ".join(proposed.partners),
                    covered=proposed.covered.value,
                )
            )
    print_faults(made.faults)
    for found in made.reuse:
        print_reuse(found)


def print_faults(faults: Iterable[AdoptionFault]) -> None:
    """Each on its line, those that refuse before those that are only named."""
    for fault in sorted(faults, key=lambda f: not f.refuses):
        click.echo(f"{say('wrong') if fault.refuses else say('note')}: {said(fault, say)}")


def print_reuse(one: Reuse) -> None:
    """What a framework finds, in five lines."""
    click.echo(
        say(
            "{framework}: {served} of {asked} requirements are served by {controls} controls that stand;"
            " {evidence} evidence items and {documents} documents serve it too",
            framework=one.framework,
            served=len(one.served),
            asked=one.asked,
            controls=len(one.controls),
            evidence=len(one.evidence),
            documents=len(one.documents),
        )
    )
    deltas = sum(1 for work in one.owed if work.kind.value == "delta")
    click.echo(
        say("  owed: {deltas} deltas, {documents} documents", deltas=deltas, documents=len(one.owed) - deltas)
    )
    if one.unserved:
        shown = ", ".join(one.unserved[:_MOST]) + (" ..." if len(one.unserved) > _MOST else "")
        click.echo(say("  new, nobody serves: {count} ({ids})", count=len(one.unserved), ids=shown))


def print_facts(facts: Adopted) -> None:
    """What was adopted: of a report its deviations with responses, of a certificate its findings."""
    click.echo(
        f"{title_of(facts)}; " + say("adopted on {day} by {who}", day=facts.adopted_on, who=facts.adopted_by)
    )
    click.echo(say("open period {start} to {end}", start=facts.open_start, end=facts.open_end))
    if isinstance(facts, SocReport):
        click.echo(say("opinion as the report words it: {opinion}", opinion=facts.opinion))
        for one in facts.deviations:
            click.echo(
                say(
                    "deviation {control} ({criterion}): {description} | test: {test} | response: {response}",
                    control=one.control,
                    criterion=one.criterion,
                    description=one.description,
                    test=one.test,
                    response=one.response or "–",
                )
            )
    elif isinstance(facts, IsoCertificate):
        _print_certificate(facts)


def _print_certificate(facts: IsoCertificate) -> None:
    included = sum(1 for row in facts.soa if row.included)
    click.echo(
        say(
            "Statement of Applicability {version}, {day}: {included} included, {excluded} excluded",
            version=facts.soa_version,
            day=facts.soa_date,
            included=included,
            excluded=len(facts.soa) - included,
        )
    )
    for one in facts.findings:
        click.echo(
            say(
                "{grade} {requirement}: {description} | correction: {correction} | {state}",
                grade=one.grade.value,
                requirement=one.requirement,
                description=one.description,
                correction=one.correction or "–",
                state=say("closed {day}", day=one.closed_on) if one.closed_on else say("open"),
            )
        )
