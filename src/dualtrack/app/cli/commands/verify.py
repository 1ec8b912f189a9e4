"""`dualtrack verify`: nothing recorded was changed since it was recorded, as far as a signature can show."""

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from dualtrack.app.cli.call import Call, common, pass_call
from dualtrack.app.cli.given import NOTE, GivenNote
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say

Held = tuple[str, bytes]
_EXAMPLE = "Example: dualtrack verify soc2.zip"


@click.command("verify", epilog=_EXAMPLE)
@click.argument("path", required=False, type=click.Path(path_type=Path), metavar="[PATH]")
@click.option(
    "--checkpoint", "held", type=NOTE, multiple=True, help="A checkpoint that you hold; repeatable."
)
@click.option("--vkey", help="The key that you were given by another way.")
@common
@pass_call
@click.pass_context
def command(
    ctx: click.Context, call: Call, path: Path | None, held: tuple[GivenNote, ...], vkey: str | None
) -> None:
    """Verify the home, or a package or backup at PATH; exit 1 when anything was changed, and name it."""
    if path is not None and not path.exists():
        raise click.BadParameter(say("{path}: there is no such file or folder", path=path), param_hint="PATH")
    notes = [(note.name, note.data) for note in held]
    if path is not None and not _is_home(path):
        answer = _package(path, vkey, notes)
    else:
        answer = _home(call, path, vkey, notes)
    if call.json:
        print_json(answer)
    else:
        _print(answer)
    ctx.exit(0 if answer["intact"] else 1)


def _is_home(path: Path) -> bool:
    return path.is_dir() and (path / "home.json").exists()


def _package(path: Path, vkey: str | None, held: list[Held]) -> dict[str, Any]:
    from dualtrack.render.package.check import check_folder, check_package  # noqa: PLC0415 - only for packages

    if path.is_dir() and any((path / name).exists() for name in ("manifest.json", "checkpoint")):
        return dict(check_folder(path, vkey, held))
    if path.is_dir() or not _looks_like_zip(path):
        raise click.BadParameter(
            say("{path}: is no home, no package and no backup; give one of these", path=path),
            param_hint="PATH",
        )
    from dualtrack.app.ledger.verify_backup import verify_backup  # noqa: PLC0415 - only for backups

    return verify_backup(path, held=held, vkey=vkey) or dict(check_package(path, vkey, held))


def _looks_like_zip(path: Path) -> bool:
    """By its beginning or its end: a package with one of them changed is verified, and the change named."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04" or zipfile.is_zipfile(path)


def _home(call: Call, path: Path | None, vkey: str | None, held: list[Held]) -> dict[str, Any]:
    if path is not None:
        call.home = str(path)
    here = call.examine()
    from dualtrack.app.ledger.verify import verify_home  # noqa: PLC0415 - needs Django

    return {**verify_home(held=held, vkey=vkey), "example": here.example}


def _anchored(answer: dict[str, Any]) -> str:
    """The newest anchor of a home and its age: of what follows it only the home's own key tells."""
    size, since = answer["newest_anchor"], answer["newest_anchor_held_since"]
    if size is None:
        return say("newest anchor: none, so whoever has the machine and its key could write all of it anew")
    if since is None:
        return say("newest anchor: size {size}, which you hold", size=size)
    age = _now() - datetime.fromisoformat(since)
    return say(
        "newest anchor: size {size}, held since {since}, for {days} days",
        size=size,
        since=since,
        days=max(age.days, 0),
    )


def _now() -> datetime:
    """The time of the home; the machine's where an example's own clock cannot be read."""
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - needs Django
    from dualtrack.app.ledger.home_error import HomeError  # noqa: PLC0415 - beside the above

    try:
        return clock.now()
    except HomeError:
        return clock.wall()


def _print(answer: dict[str, Any]) -> None:
    if answer.get("example"):
        click.secho("EXAMPLE: invented data", bold=True)
    click.echo(say("intact") if answer["intact"] else say("NOT intact"))
    click.echo(say("size {size}  root {root}", size=answer["size"], root=answer["root"]))
    if "newest_anchor_held_since" in answer:
        click.echo(_anchored(answer))
    for problem in answer["problems"]:
        click.echo(_shown(f"{problem['kind']:20} {problem['item']}: {problem['detail']}"))
    for one in answer.get("erased", ()):
        said = say(
            "erased by entry {n}: {item}, legal basis: {basis}",
            n=one["entry"],
            item=one["item"],
            basis=one["legal_basis"],
        )
        click.echo(_shown(said))
    for one in answer.get("not_ours", ()):
        said = say(
            "{item} in it is not the one of this version (SHA-256 {sha256}): another version of the program"
            " made the package, or somebody changed it; compare before you run it",
            item=one["item"],
            sha256=one["sha256"],
        )
        click.echo(_shown(said))
    for sentence in (*answer["shows"], *answer["does_not_show"]):
        click.echo(_shown(sentence))


def _shown(line: str) -> str:
    """A line that is one line: what was tampered with may hold line ends and the terminal's own orders."""
    return line if line.isprintable() else ascii(line)[1:-1]
