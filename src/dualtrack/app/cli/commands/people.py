"""`dualtrack people`: who may sign in, with which roles."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.call import DAY, Call, common, pass_call, reading
from dualtrack.app.cli.out_file import check_place
from dualtrack.app.cli.output import print_json, table
from dualtrack.app.cli.records_file import write_records
from dualtrack.app.cli.words import say
from dualtrack.domain.ledger.person import Person, PersonDetails, Role
from dualtrack.domain.registers.people_sheet import PEOPLE_SHEET

if TYPE_CHECKING:
    from dualtrack.domain.ledger.person import Grant, Viewer

_ADD = 'Example: dualtrack people add "Ada Berg" ada@example.com --role manager --url http://127.0.0.1:8000'
_LIST = "Example: dualtrack people list --format csv --out people.csv"
_GRANT = "Example: dualtrack people grant ada@example.com --engagement soc2-type2-1 --until 2028-06-30"
_URL = click.option("--url", default="http://127.0.0.1:8000", help="Address of the server, for the link.")


@click.group("people")
def command() -> None:
    """People: who may sign in, and what they may do."""


@command.command("add", epilog=_ADD)
@click.argument("name")
@click.argument("email")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice([r.value for r in Role]),
    help="What they may do; without one they do not sign in.",
)
@click.option("--job", "jobs", multiple=True, help="Job title under which controls name an owner role.")
@_URL
@common
@pass_call
def add(call: Call, name: str, email: str, roles: tuple[str, ...], jobs: tuple[str, ...], url: str) -> None:
    """Put NAME on record with the address EMAIL; with a role, print a link to choose a password by."""
    call.open()
    from dualtrack.app.accounts import links, services  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django

    viewer, now = call.viewer(), call.now()
    require(viewer, "people.manage")
    if not roles:
        _enter(call, viewer, name, email, jobs)
        return
    person = services.add_person(
        actor=viewer.actor,
        now=now,
        name=name,
        email=email,
        roles=[Role(r) for r in roles],
        jobs=jobs,
        joined_on=call.today(),
    )
    link = _at(url, links.make_password_token(actor=viewer.actor, now=now, person=person.id))
    if call.json:
        print_json({"id": person.id, "email": email.strip().lower(), "roles": list(roles), "link": link})
    else:
        click.echo(f"{person.id}  {name}, {', '.join(roles)}")
        _say_link(link)


def _at(url: str, token: str) -> str:
    return f"{url.rstrip('/')}/setup/{token}/"


def _say_link(link: str) -> None:
    click.echo(say("To choose a password, valid once and for 24 hours: {link}", link=link))


@command.command("link", epilog="Example: dualtrack people link ada@example.com")
@click.argument("person")
@_URL
@common
@pass_call
def again(call: Call, person: str, url: str) -> None:
    """Print a new link for PERSON (id or address), whose link expired or who lost their password.

    An earlier link ends; the record says who made this one, and whose it is.
    """
    call.open()
    from dualtrack.app.accounts import links  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.queries import person_id  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django

    viewer = call.viewer()
    require(viewer, "people.manage")
    found = person_id(person) or person
    link = _at(url, links.make_link_again(actor=viewer.actor, now=call.now(), person=found))
    if call.json:
        print_json({"id": found, "link": link})
    else:
        _say_link(link)


def _enter(call: Call, viewer: "Viewer", name: str, email: str, jobs: tuple[str, ...]) -> None:
    """Somebody who works here and does not sign in."""
    from dualtrack.app.accounts import services  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger import entropy  # noqa: PLC0415 - beside the above

    person = Person(id=entropy.new_id("ppl"), roles=(), jobs=jobs, joined_on=call.today())
    details = PersonDetails(id=person.id, name=name.strip(), email=email)
    services.enter_people(actor=viewer.actor, now=call.now(), people=[(person, details)])
    if call.json:
        print_json({"id": person.id, "email": email.strip().lower(), "roles": [], "link": None})
    else:
        click.echo(say("{person}  {name}, does not sign in", person=person.id, name=name))


@command.command("grant", epilog=_GRANT)
@click.argument("person")
@click.option("--engagement", "audit", required=True, help="Id of the engagement that the auditor may see.")
@click.option("--until", type=DAY, required=True, help="Last day of the access.")
@common
@pass_call
def grant(call: Call, person: str, audit: str, until: date) -> None:
    """Let the auditor PERSON (id or address) into one engagement, for a time."""
    call.open()
    from dualtrack.app.accounts import services  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.queries import viewer_of_person  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.choosing import require_known  # noqa: PLC0415 - needs Django

    viewer, today = call.viewer(), call.today()
    require(viewer, "people.manage")
    require_known(audit, today)
    found = viewer_of_person(person, today=today, via="cli")
    if found is None or found.person_id is None:
        raise click.BadParameter(
            say("{person}: no such person; give an id or address", person=person), param_hint="PERSON"
        )
    if until < today:
        raise click.BadParameter(
            say("{until}: lies in the past; today is {today}", until=until, today=today), param_hint="--until"
        )
    value = services.grant(
        actor=viewer.actor,
        now=call.now(),
        person=found.person_id,
        engagement=audit,
        since=today,
        until=until,
    )
    if call.json:
        print_json({"id": value.id, "person": value.person, "engagement": audit, "until": until.isoformat()})
    else:
        click.echo(
            say(
                "{person} may see {audit} from {today} to {until}",
                person=value.person,
                audit=audit,
                today=today,
                until=until,
            )
        )


@command.command("leave", epilog="Example: dualtrack people leave ada@example.com --on 2028-01-31")
@click.argument("person")
@click.option("--on", type=DAY, help="The day on which they left; else today.")
@common
@pass_call
def leave(call: Call, person: str, on: date | None) -> None:
    """Record that PERSON (id or address) left: they sign in no more; their name stays until it is erased."""
    call.open()
    from dualtrack.app.accounts import services  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.queries import person_id  # noqa: PLC0415 - needs Django
    from dualtrack.app.accounts.rights import require  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.owning import owned  # noqa: PLC0415 - needs Django

    viewer, today = call.viewer(), call.today()
    require(viewer, "people.manage")
    found = person_id(person) or person
    value = services.leave(actor=viewer.actor, now=call.now(), today=today, person=found, on=on or today)
    owns = owned(viewer, found, as_of=today)
    if call.json:
        rows = [{"register": one.register, "id": one.id, "name": one.name} for one in owns]
        print_json({"id": value.id, "left_on": str(value.left_on), "owns": rows})
        return
    click.echo(say("{person} left on {day} and signs in no more", person=value.id, day=value.left_on))
    if owns:
        click.echo(say("They answer for {count} still; name somebody else:", count=len(owns)))
        table(("register", "id", "name"), [(one.register, one.id, one.name) for one in owns])


@command.command("list", epilog=_LIST)
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx"]), help="As a file that imports back.")
@click.option("--out", type=click.Path(path_type=Path), help="Where the file goes.")
@common
@reading
@pass_call
def listing(call: Call, kind: str | None, out: Path | None) -> None:
    """List everybody on record with their roles, and which audits an auditor may see from when to when.

    A file holds names, addresses, jobs and days of everybody, and neither roles nor audits.
    """
    if (kind is None) != (out is None):
        raise click.UsageError(say("--format and --out go together"))
    if out is not None:
        check_place(out)
    call.open()
    from dualtrack.app.accounts import queries  # noqa: PLC0415 - needs Django

    if kind is not None and out is not None:
        _write(call, kind, out)
        return
    viewer, until = call.viewer(), call.until()
    named, granted = queries.names(viewer, until), queries.grants(viewer, until)
    found = [
        (p, named.get(p.id, "-"), [g for g in granted if g.person == p.id])
        for p in queries.people(viewer, until)
    ]
    if call.json:
        rows = [
            {
                "id": person.id,
                "name": name,
                "roles": ", ".join(person.roles),
                "jobs": ", ".join(person.jobs),
                "grants": [_grant(g) for g in grants],
            }
            for person, name, grants in found
        ]
        print_json({"people": rows})
        return
    table(
        ("id", "name", "roles", "jobs", "may see"),
        [
            (p.id, name, ", ".join(p.roles), ", ".join(p.jobs), ", ".join(map(_sight, grants)))
            for p, name, grants in found
        ],
    )


def _write(call: Call, kind: str, out: Path) -> None:
    from dualtrack.app.programme.people_import import lines  # noqa: PLC0415 - needs Django

    write_records(call, PEOPLE_SHEET, lines(call.viewer(), call.until()), kind, out)


def _grant(grant: "Grant") -> dict[str, str]:
    """An auditor's access to one audit, both days included."""
    since, until = grant.since.isoformat(), grant.until.isoformat()
    return {"engagement": grant.engagement, "since": since, "until": until}


def _sight(grant: "Grant") -> str:
    """The same in a cell."""
    return say("{audit} {since}..{until}", audit=grant.engagement, since=grant.since, until=grant.until)
