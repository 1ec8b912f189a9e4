"""Anchors as the command line tells them: as data, and in a sentence."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dualtrack.app.cli.bucket_shape import locked_json
from dualtrack.app.cli.call import Call
from dualtrack.app.cli.output import print_json
from dualtrack.app.cli.words import say

if TYPE_CHECKING:
    from dualtrack.domain.ledger.anchor import Anchor, Exposure


def anchor_json(anchor: "Anchor") -> dict[str, object]:
    """One anchor."""
    return {
        "id": anchor.id,
        "kind": anchor.kind.value,
        "size": anchor.size,
        "root": anchor.root,
        "holder": anchor.holder,
        "held_since": None if anchor.held_since is None else anchor.held_since.isoformat(),
        "locked": None if anchor.locked is None else locked_json(anchor.locked),
    }


def exposure_json(exposed: "Exposure") -> dict[str, object]:
    """How far the newest anchor reaches, times in seconds."""
    return {
        "size": exposed.size,
        "newest": None if exposed.newest is None else exposed.newest.size,
        "age": None if exposed.age is None else int(exposed.age.total_seconds()),
        "waiting": exposed.entries,
        "window": None if exposed.window is None else int(exposed.window.total_seconds()),
        "too_long": exposed.too_long,
    }


def kept(call: Call, anchor: "Anchor", out: Path | str | None = None) -> None:
    """Tell what was recorded, and where something was written."""
    if call.json:
        print_json({**anchor_json(anchor), "out": None if out is None else str(out)})
        return
    if out is not None:
        click.echo(say("{out}: the checkpoint of size {size}", out=out, size=anchor.size))
    if anchor.held_since is None:
        said = "{id}: send the message, and record the answer with: dualtrack anchor receipt {id} FILE"
        click.echo(say(said, id=anchor.id))
    else:
        said = "{id}: the checkpoint of size {size} is held by {holder}"
        click.echo(say(said, id=anchor.id, size=anchor.size, holder=anchor.holder))
