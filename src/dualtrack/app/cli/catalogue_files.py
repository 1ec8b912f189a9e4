"""Catalogues as files of others: a framework or the controls given out, an OSCAL catalog taken in."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from attrs import frozen

from dualtrack.app.cli.call import Call
from dualtrack.app.cli.failure import FailedError, Failure
from dualtrack.app.cli.out_file import check_place, write_whole
from dualtrack.app.cli.output import json_text, print_json
from dualtrack.app.cli.words import say
from dualtrack.catalogues.csv_file import csv_text
from dualtrack.domain.frameworks.catalogue import Catalogue, Framework

if TYPE_CHECKING:
    from dualtrack.catalogues.oscal.catalogs_in import Imported

CONTROLS = "controls"
COLUMNS = ("id", "kind", "group", "group_title", "title", "summary", "category", "theme", "documented")


@frozen(kw_only=True)
class Into:
    """Where an import goes and how."""

    folder: Path
    key: str | None
    replace: bool
    dry_run: bool


def give(call: Call, what: str, wanted: str, out: Path, *, in_scope: bool) -> None:
    """Write one file, whole or not at all."""
    check_place(out)
    homed = call.home is not None or call.home_path().is_dir()
    if in_scope and not homed:
        message = say("--in-scope asks what a programme runs; give its home with --home")
        raise FailedError(Failure(code="options_contradict", message=message, field="in_scope"))
    if (in_scope or what == CONTROLS) and wanted != "oscal":
        message = say(
            "{what}: is written as oscal only; leave --format {wanted} out", what=what, wanted=wanted
        )
        raise FailedError(Failure(code="options_contradict", message=message, field="format"))
    opened = homed and (in_scope or what == CONTROLS)
    if opened:
        call.open()
    else:
        call.setup()
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - needs Django
    from dualtrack.app.programme.catalogue import catalogue  # noqa: PLC0415 - needs Django

    known = catalogue()
    now = call.changed_at() if opened else clock.wall()
    data = (
        _controls(call, known, now, homed=homed)
        if what == CONTROLS
        else _framework(call, _known(what, known), wanted, now, in_scope=in_scope)
    )
    write_whole(out, data)
    if call.json:
        print_json({"what": what, "format": wanted, "out": str(out), "bytes": len(data)})
    else:
        click.echo(say("{out}: {count} bytes", out=out, count=len(data)))


def _known(key: str, catalogue: Catalogue) -> Framework:
    found = catalogue.framework(key)
    if found is None:
        listed = ", ".join((*(f.key for f in catalogue.frameworks), CONTROLS))
        message = say("{key}: no such framework; expected of: {listed}", key=key, listed=listed)
        raise FailedError(Failure(code="unknown_framework", message=message, record=key))
    return found


def _framework(call: Call, framework: Framework, wanted: str, now: datetime, *, in_scope: bool) -> bytes:
    if wanted == "toml":
        from dualtrack.catalogues.framework_text import framework_text  # noqa: PLC0415 - only for it

        return framework_text(framework).encode()
    if wanted == "csv":
        return csv_text(COLUMNS, map(_row, framework.requirements)).encode()
    from dualtrack.catalogues.oscal.frameworks_out import catalog, profile  # noqa: PLC0415 - only for it

    if not in_scope:
        return json_text(catalog(framework, now)).encode()
    chosen = _in_scope(call, framework.key)
    if not chosen:
        message = say("{key}: the programme runs no requirement of it", key=framework.key)
        raise FailedError(Failure(code="nothing_fits", message=message, record=framework.key))
    return json_text(profile(framework, chosen, now)).encode()


def _in_scope(call: Call, framework: str) -> frozenset[str]:
    """Requirements that count in the programme: not those out of scope or excluded."""
    from dualtrack.app.programme.queries import readiness  # noqa: PLC0415 - needs Django

    _, said = readiness(call.viewer(), call.when())
    out = {"not_in_scope", "excluded"}
    return frozenset(r.id for r in said.requirements if r.framework == framework and r.status not in out)


def _row(requirement: object) -> dict[str, str]:
    values = {name: getattr(requirement, name) for name in COLUMNS}
    documented = values.pop("documented")
    said = {name: "" if value is None else str(value) for name, value in values.items()}
    return said | {"documented": documented.document if documented else ""}


def _controls(call: Call, catalogue: Catalogue, now: datetime, *, homed: bool) -> bytes:
    """The home's own controls; without a home those that we ship."""
    from dualtrack.catalogues.oscal.components_out import component_definition  # noqa: PLC0415 - only for it

    if homed:
        from dualtrack.app.programme.queries import snapshot  # noqa: PLC0415 - needs Django

        held = snapshot(call.viewer(), call.when())
        title = say("Controls of {name}", name=held.organisation.name)
        return json_text(component_definition(title, held.controls, catalogue, now)).encode()
    from dualtrack.catalogues.loader import load_controls  # noqa: PLC0415 - reads files
    from dualtrack.domain.frameworks.catalogue import Category  # noqa: PLC0415 - beside the above

    controls, _ = load_controls(tuple(Category))
    return json_text(component_definition("Starter controls", controls, catalogue, now)).encode()


def take_in(call: Call, file: Path, into: Into) -> None:
    """Read the catalog, and write the framework's file and its texts into the folder."""
    from dualtrack.catalogues.oscal.catalogs_in import read_catalog  # noqa: PLC0415 - only needed here

    if not file.is_file():
        raise click.BadParameter(say("{file}: there is no such file", file=file), param_hint="FILE")
    found, problems = read_catalog(file, into.key)
    if found is None:
        told = "; ".join(str(p) for p in problems)
        first = problems[0]
        raise FailedError(
            Failure(
                code="nothing_readable",
                message=say("nothing was imported; {told}", told=told),
                file=first.file,
                record=first.record,
                field=first.field,
            )
        )
    places = _places(found, into)
    if not into.dry_run:
        _write(found, places)
    answer = {
        "framework": found.framework.key,
        "requirements": len(found.framework.requirements),
        "texts": len(found.texts),
        "withdrawn": list(found.withdrawn),
        "dry_run": into.dry_run,
        "files": [str(place) for place in places],
    }
    if call.json:
        print_json(answer)
        return
    for place in places:
        click.echo(say("would write {place}", place=place) if into.dry_run else str(place))
    counts = say(
        "{requirements} requirements, {texts} texts; {count} withdrawn by the catalog and left out",
        requirements=answer["requirements"],
        texts=answer["texts"],
        count=len(found.withdrawn),
    )
    click.echo(counts)
    click.echo(
        say("Name the folder in DUALTRACK_FRAMEWORKS={folder}, then: dualtrack doctor", folder=into.folder)
    )


def _places(found: "Imported", into: Into) -> list[Path]:
    from dualtrack.catalogues.loader import load_library  # noqa: PLC0415 - reads files

    key = found.framework.key
    shipped = load_library().catalogue.framework(key)
    if shipped is not None:
        message = say(
            "{key}: is the key of {name} {edition}, which we ship; give another with --key",
            key=key,
            name=shipped.name,
            edition=shipped.edition,
        )
        raise FailedError(Failure(code="key_taken", message=message, record=key, field="key"))
    places = [into.folder / "frameworks" / f"{key}.toml"]
    if found.texts:
        places.append(into.folder / "texts" / f"{key}.csv")
    there = [place for place in places if place.exists()]
    if there and not into.replace:
        listed = ", ".join(map(str, there))
        message = say("{listed}: is there already; write over it with --replace", listed=listed)
        raise FailedError(Failure(code="exists", message=message, file=str(there[0])))
    return places


def _write(found: "Imported", places: list[Path]) -> None:
    """Texts first: a framework without its texts would look whole."""
    from dualtrack.catalogues.framework_text import framework_text  # noqa: PLC0415 - only needed here
    from dualtrack.catalogues.text_file import texts_csv  # noqa: PLC0415 - only needed here

    contents = [framework_text(found.framework), texts_csv(dict(found.texts))]
    for place, content in reversed(list(zip(places, contents, strict=False))):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, content.encode())
