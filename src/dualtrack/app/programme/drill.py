"""The restore drill: a backup restored to a temporary place, proved step by step, and nothing left behind."""

import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, cast

from django.contrib.auth.hashers import identify_hasher
from django.core import signing

from dualtrack import __version__
from dualtrack.app.accounts.models import User
from dualtrack.app.audits.models import PackageMadeRow
from dualtrack.app.ledger import checkpoints, erased, keys, restoring
from dualtrack.app.ledger.blobs import StoreError
from dualtrack.app.ledger.home import Home
from dualtrack.app.ledger.home_error import HomeError, from_os_error
from dualtrack.app.ledger.refusals import CheckpointRefusedError, RefusedError
from dualtrack.app.ledger.restoring import LaidOut
from dualtrack.app.ledger.unpacking import RestoreRefusedError
from dualtrack.app.ledger.verify import verify_home
from dualtrack.app.programme.deliverables import packages
from dualtrack.app.programme.proof import Proof
from dualtrack.app.programme.words import refusal_text
from dualtrack.domain.audits.release import PackageMade
from dualtrack.domain.ledger import note
from dualtrack.lake.engine import LakeError
from dualtrack.render.backup.check import Checked
from dualtrack.render.package.contents import PackageError

_ENVIRONMENT = frozenset({"disk_full", "read_only", "io_error"})


def drill(
    file: Path,
    *,
    wall: Callable[[], datetime],
    held: tuple[str, bytes] | None = None,
    keys_from: Path | None = None,
) -> Proof:
    """Restore the backup aside and try everything that a restored home is needed for."""
    restoring.require_here()
    proof, began = Proof(file, given=held is not None), wall()
    found = restoring.examined(file)
    proof.facts = found.manifest.facts if found.manifest else None
    if _archive(proof, found):
        with _temporary() as folder, _restored(proof, found, folder / "home", keys_from) as laid_out:
            if laid_out is not None:
                _try(proof, laid_out, held, folder)
    proof.seconds = round((wall() - began).total_seconds())
    return proof


@contextmanager
def _temporary() -> Iterator[Path]:
    try:
        with tempfile.TemporaryDirectory(prefix="dualtrack-drill-") as folder:
            yield Path(folder)
    except OSError as error:
        raise from_os_error(error, tempfile.gettempdir()) from error


def _archive(proof: Proof, found: Checked) -> bool:
    for fault in found.faults:
        proof.blame(fault.item, fault.kind, fault.detail)
    if found.faults:
        return proof.add("archive", False, f"{len(found.faults)} of its parts are not as they were made")
    facts = restoring.facts_of(found)
    for left in facts.left_out:
        proof.blame(left.item, left.kind, f"the home had lost or changed it: {left.detail}")
    if facts.left_out:
        return proof.add("archive", False, f"{len(facts.left_out)} files of the home are not in it")
    return proof.add("archive", True, f"{len(found.placed)} files, as listed and sealed at {facts.taken_at}")


@contextmanager
def _restored(proof: Proof, found: Checked, path: Path, keys_from: Path | None) -> Iterator[LaidOut | None]:
    """The home, laid out aside; None where it cannot be."""
    entered = False
    try:
        with restoring.laid_out(found, path, keys_from) as laid_out:
            entered = True
            proof.add("restored", True, "unpacked, tables brought up to this program, the lake built again")
            yield laid_out
    except (RestoreRefusedError, HomeError) as error:
        if entered or error.code in _ENVIRONMENT:
            raise
        proof.add("restored", False, error.message)
        proof.blame(getattr(error, "item", None) or error.code, "inconsistent", error.message)
        yield None


def _try(proof: Proof, laid_out: LaidOut, held: tuple[str, bytes] | None, folder: Path) -> None:
    _tables(proof, laid_out.tables)
    _verify(proof)
    _checkpoint(proof, laid_out.home, held)
    _package(proof, folder)
    _sign_in(proof, laid_out.home)


def _tables(proof: Proof, there: Mapping[str, int]) -> None:
    """Rows by table, as the unpacked database holds them, against what was counted when it was taken."""
    assert proof.facts is not None  # noqa: S101 - the archive was whole
    taken = proof.facts.tables
    for table in sorted({*taken, *there}):
        if taken.get(table) != there.get(table):
            proof.tables.append({"table": table, "taken": taken.get(table), "restored": there.get(table)})
    if proof.tables:
        proof.add("rows", False, f"{len(proof.tables)} tables have not as many rows as when it was taken")
        return
    proof.add("rows", True, f"{sum(there.values())} in {len(there)} tables, as many as when it was taken")


def _verify(proof: Proof) -> None:
    said: Mapping[str, Any] = verify_home()
    proof.problems += said["problems"]
    detail = f"ledger of size {said['size']}" if said["intact"] else f"{len(said['problems'])} problems"
    proof.add("verify", said["intact"], detail)


def _checkpoint(proof: Proof, here: Home, held: tuple[str, bytes] | None) -> None:
    if held is None:
        proof.add("checkpoint", None, "none from outside was given")
        return
    name, data = held
    proof.compared = True
    found = restoring.against(here, data)
    if found is not None:
        proof.blame(name, found.kind, found.detail)
        proof.add("checkpoint", False, f"{name} {found.detail}")
        return
    proof.reached = note.parse_note(data).checkpoint().size
    proof.add("checkpoint", True, f"{name} of size {proof.reached} is a beginning of this ledger")


def _package(proof: Proof, folder: Path) -> None:
    """The newest package, made once more from the restored home alone."""
    row = PackageMadeRow.objects.order_by("-seq").first()
    if row is None:
        proof.add("package", None, "none was made yet")
        return
    made = cast("PackageMade", row.to_value())
    since = [d for d in erased.erasures() if d.seq >= made.checkpoint_size]
    if any(made.engagement in done.erasure.engagements for done in since):
        proof.add("package", None, "what was in the newest one was erased since; it cannot come out the same")
        return
    what = f"{made.kind} for {made.engagement} at checkpoint {made.checkpoint_size}"
    digest, why = None, ""
    try:
        digest = packages.again(made, folder / "package.zip")
    except RefusedError as error:
        if error.code == "checkpoint_of_an_earlier_key":
            proof.add("package", None, f"{what}: not tried: signed by an earlier key, which is gone")
            return
        why = refusal_text(error.code, error.params)
    except (PackageError, StoreError, LakeError) as error:
        why = str(error)
    proof.package = _told(made, identical=digest == made.sha256)
    if digest == made.sha256:
        proof.add("package", True, f"{what}: made again, the same bytes")
    elif digest is None:
        proof.blame(made.id, "changed", f"cannot be made again: {why}")
        proof.add("package", False, f"{what}: cannot be made again: {why}")
    elif made.program == __version__:
        proof.blame(made.id, "changed", f"made again it is {digest}, recorded is {made.sha256}")
        otherwise = f"this version ({__version__}) made it, so what it is made from is not as it was"
        proof.add("package", False, f"{what}: made again, other bytes; {otherwise}")
    else:  # after each change of the program, and no fault of what was restored
        proof.add("package", None, f"{what}: made again, other bytes; {_by_another(made)}")


def _told(made: PackageMade, *, identical: bool) -> dict[str, object]:
    return {
        "id": made.id,
        "kind": made.kind,
        "engagement": made.engagement,
        "checkpoint": made.checkpoint_size,
        "sha256": made.sha256,
        "identical": identical,
    }


def _by_another(made: PackageMade) -> str:
    before = f"version {made.program}" if made.program else "a version that is not on record"
    return f"{before} made it, this is {__version__}: drill with that one to tell the program from the home"


def _sign_in(proof: Proof, here: Home) -> None:
    """Passwords that this program can check, a key for sessions, and a key that signs the ledger."""
    stored = User.objects.filter(is_active=True).values_list("password", flat=True)
    proof.sign_ins = sum(map(_can_be_checked, stored))
    try:
        signing.loads(signing.dumps("a session"))
        signed = note.open_note(checkpoints.checkpoint(), [keys.vkey(here.keys_folder)], keys.verify)
    except (signing.BadSignature, note.NoteError, CheckpointRefusedError, HomeError) as error:
        proof.blame("keys", "signature", str(error))
        proof.add("sign-in", False, f"the keys do not serve: {error}")
        return
    size = signed.checkpoint().size
    proof.add("sign-in", True, f"{proof.sign_ins} people can sign in; the ledger's key signs (size {size})")


def _can_be_checked(password: str) -> bool:
    try:
        identify_hasher(password)
    except ValueError:
        return False
    return True
