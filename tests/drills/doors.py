"""What children do that is no command: people for the drills, an upload by the web, an approval."""

import json
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

LEAD, MANAGER = "lead", "manager"
COVERS = ("2025-02-01", "2025-02-03")


def say(**told: object) -> None:
    """One JSON document, as a command prints it."""
    sys.stdout.write(json.dumps(told))
    sys.stdout.flush()


def people() -> None:
    """A lead who uploads and prepares, a manager who approves."""
    from dualtrack.app.accounts.services import add_person  # noqa: PLC0415 - Django is set up by now
    from dualtrack.app.ledger import checkpoints, clock  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.person import Role  # noqa: PLC0415 - as above

    for name, role in ((LEAD, Role.LEAD), (MANAGER, Role.MANAGER)):
        add_person(
            actor=Actor("system:drill", "job"),
            now=clock.now(),
            name=name.title(),
            email=f"{name}@example.test",
            roles=(role,),
            person_id=name,
        )
    checkpoints.checkpoint()


def told(work: Callable[[], int]) -> int:
    """A known error as the command line tells it: one message and its exit code."""
    from dualtrack.app.cli.failure import report  # noqa: PLC0415 - Django is set up by now

    try:
        return work()
    except Exception as error:  # noqa: BLE001 - the outermost edge, as in the command line
        return report(error, json=False)


def upload() -> int:
    """A file that the lead hands in by the web: every layer but the socket."""
    return told(_upload)


def _upload() -> int:
    from django.contrib.sessions.backends.base import UpdateError  # noqa: PLC0415 - Django is set up by now
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - Django is set up by now
    from django.test import Client  # noqa: PLC0415 - as above

    from dualtrack.app.accounts.models import User  # noqa: PLC0415 - as above

    file, control = Path(sys.argv[1]), sys.argv[2]
    client = Client(raise_request_exception=False, SERVER_NAME="localhost")
    try:
        client.force_login(User.objects.get(pk=LEAD), backend="django.contrib.auth.backends.ModelBackend")
    except UpdateError:  # that is no part of an upload: there is nobody to upload
        return 3
    said = {
        "file": SimpleUploadedFile(file.name, file.read_bytes(), "text/plain"),
        "controls": [control],
        "covers_from": COVERS[0],
        "covers_to": COVERS[1],
    }
    answer = client.post("/evidence/add/", said)
    on_the_form = answer.status_code == 200 and b'role="alert"' in answer.content
    if answer.status_code == 503 or on_the_form:  # the page says what is wrong
        return 3
    if answer.status_code != 302:
        sys.stderr.write(f"answered {answer.status_code}\n")
        return 1
    say(id=answer.headers["Location"].strip("/").split("/")[1])
    return 0


def approve() -> int:
    """A document that the lead prepares and the manager approves."""
    return told(_approve)


def _approve() -> int:
    from dualtrack.app.controls import services  # noqa: PLC0415 - Django is set up by now
    from dualtrack.app.ledger import clock  # noqa: PLC0415 - as above
    from dualtrack.app.ledger.checkpoints import sign_written  # noqa: PLC0415 - as above
    from dualtrack.domain.controls.document import DocumentKind  # noqa: PLC0415 - as above
    from dualtrack.domain.ledger.actor import Actor  # noqa: PLC0415 - as above

    now = clock.now()
    made = services.add_document(
        actor=Actor(f"person:{LEAD}", "ui"),
        now=now,
        title="A procedure",
        kind=DocumentKind.PROCEDURE,
        controls=("AC-02",),
        content=BytesIO(Path(sys.argv[1]).read_bytes()),
    )
    services.approve_document(
        actor=Actor(f"person:{MANAGER}", "ui"), now=now, today=now.date(), document=made.id
    )
    sign_written()
    say(id=made.id)
    return 0
