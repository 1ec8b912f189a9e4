"""The home folder: one organisation's database, files and keys, made whole or not at all."""

import json
import os
import shutil
import stat
import tempfile
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import cast

from attrs import frozen

from dualtrack.app.ledger import entropy, keys
from dualtrack.app.ledger.home_error import HomeError, from_os_error
from dualtrack.app.ledger.plain_files import read_plain
from dualtrack.domain.ledger.codec_types import encode_instant

FORMAT = 1
MARK = "home.json"
EXAMPLE_ID = "home_example"
_examined: dict[Path, "Home"] = {}
_FOLDERS = ("blobs", "lake", "keys", "checkpoints", "access")


@frozen(kw_only=True)
class Home:
    """An opened home."""

    path: Path
    id: str
    example: bool
    created: str

    @property
    def origin(self) -> str:
        """The name of its ledger, which stands on each checkpoint."""
        return f"dualtrack/{self.id}"

    @property
    def database_file(self) -> Path:
        """The database, where it is SQLite."""
        return self.path / "db.sqlite3"

    @property
    def checkpoints_folder(self) -> Path:
        """Where each signed head is kept as a file too."""
        return self.path / "checkpoints"

    @property
    def keys_folder(self) -> Path:
        """Where the keys are, readable by their owner alone."""
        return self.path / "keys"

    @property
    def access_folder(self) -> Path:
        """Where the days of the access log are that are not sealed yet."""
        return self.path / "access"

    @property
    def clock_file(self) -> Path:
        """The frozen clock, in an example home alone."""
        return self.path / "clock.json"

    @property
    def lock_file(self) -> Path:
        """What the server holds while it runs."""
        return self.path / "lock"


def create(path: Path, *, now: datetime, example: bool = False) -> Home:
    """Make a new home in an empty or absent folder; built aside and moved into place in one step."""
    path = path.expanduser().absolute()
    try:
        require_free(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{path.name}.new-", dir=path.parent))
    except OSError as error:
        raise from_os_error(error, path) from error
    try:
        _fill(aside, now, example=example)
        aside.replace(path)  # an empty folder may stand there
    except OSError as error:
        shutil.rmtree(aside, ignore_errors=True)
        raise from_os_error(error, path) from error
    return open_home(path)


def require_free(path: Path) -> None:
    """Refuse a folder that holds anything: a home is never made, nor restored, over something."""
    if not path.exists():
        return
    if not path.is_dir():
        raise HomeError("not_ours", f"{path}: is a file; a home is a folder")
    held = sorted(entry.name for entry in path.iterdir())
    if MARK in held:
        raise HomeError("exists", f"{path}: holds a programme already; choose another folder with --home")
    if held:
        raise HomeError(
            "not_ours", f"{path}: holds other things ({', '.join(held[:3])}); choose an empty folder"
        )


def lay_out(folder: Path) -> None:
    """The folders of a home, for its owner alone."""
    folder.chmod(0o700)
    for name in _FOLDERS:
        (folder / name).mkdir(mode=0o700)


def _fill(folder: Path, now: datetime, *, example: bool) -> None:
    lay_out(folder)
    identity = EXAMPLE_ID if example else entropy.new_id("home")
    keys.make(folder / "keys", f"dualtrack/{identity}", example=example)
    if example:
        (folder / "clock.json").write_text(json.dumps({"now": encode_instant(now)}), "ascii")
    mark = mark_bytes(id=identity, example=example, created=encode_instant(now))
    (folder / MARK).write_text(mark.decode("ascii"), "ascii")


def mark_bytes(*, id: str, example: bool, created: str) -> bytes:  # noqa: A002 - as the file calls it
    """The file that marks a home, as it is written once and for ever."""
    mark = {"format": FORMAT, "id": id, "example": example, "created": created}
    return (json.dumps(mark, indent=1) + "\n").encode("ascii")


def open_home(path: Path) -> Home:
    """The home at a path, checked: ours, of a format that we know, writable, keys private."""
    here = _looked_at(path)
    keys.require_private(here.keys_folder)
    return here


def examine(path: Path) -> Home:
    """The home at a path as the one of this process, whatever is wrong with its keys: to verify it."""
    here = _looked_at(path)
    _examined[here.path] = here
    return here


def _looked_at(path: Path) -> Home:
    path = path.expanduser().absolute()
    mark = _mark(path)
    if not os.access(path, os.W_OK | os.X_OK):
        raise HomeError("read_only", f"{path}: cannot be written; change its owner or its mode")
    return Home(path=path, id=str(mark["id"]), example=mark["example"] is True, created=str(mark["created"]))


def _mark(path: Path) -> dict[str, object]:
    file = path / MARK
    try:
        text = read_plain(file).decode("utf-8")
    except FileNotFoundError:
        raise _absent(path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise HomeError("unreadable", f"{file}: cannot be read: {error}") from error
    try:
        data = json.loads(text)
        mark = cast("dict[str, object]", data) if isinstance(data, dict) else {}
    except ValueError as error:
        raise HomeError("damaged", f"{file}: not JSON ({error}); restore it from a backup") from error
    version = mark.get("format")
    if not isinstance(version, int) or {"id", "example", "created"} - set(mark):
        raise HomeError(
            "damaged", f"{file}: expected format, id, example and created; restore it from a backup"
        )
    if version > FORMAT:
        raise HomeError(
            "newer_format",
            f"{path}: has format {version}, this program knows up to {FORMAT}; install a newer Dualtrack",
        )
    return mark


def _absent(path: Path) -> HomeError:
    try:
        there = stat.S_ISDIR(path.stat().st_mode)
    except OSError:
        return HomeError(
            "not_found", f"{path}: no home here; make one with dualtrack init, or name it with --home"
        )
    held = there and any(path.iterdir())
    text = "is not a Dualtrack home: it holds other things" if held or not there else "is empty"
    return HomeError(
        "not_ours" if held or not there else "not_found", f"{path}: {text}; name the home with --home"
    )


@lru_cache(maxsize=8)
def _opened(path: Path) -> Home:
    return open_home(path)


def current() -> Home:
    """The home of this process."""
    from django.conf import settings  # noqa: PLC0415 - a home can be made before Django is set up

    path = settings.DUALTRACK.home_path
    return _examined.get(path) or _opened(path)


def current_or_none() -> Home | None:
    """The home of this process, when there is one."""
    try:
        return current()
    except HomeError as error:
        if error.code == "not_found":
            return None
        raise


def forget() -> None:
    """Read the home again at its next use: one was made, or replaced."""
    _opened.cache_clear()
    _examined.clear()
