"""A setting that cannot be used is one message and exit 2, whatever the command; never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.each import each


@each(
    ("name", "value", "said"),
    [
        (
            "DATABASE_URL",
            "mysql://me:secret@db/x",
            "dualtrack: a setting cannot be used: DATABASE_URL: expected sqlite:///PATH or"
            " postgresql://USER:PASSWORD@HOST:PORT/NAME, got the scheme 'mysql'",
        ),
        (
            "DUALTRACK_LOG_LEVEL",
            "loud",
            "dualtrack: a setting cannot be used: DUALTRACK_LOG_LEVEL: ",
        ),
    ],
)
def test_a_wrong_setting_is_told_by_its_name(tmp_path: Path, name: str, value: str, said: str) -> None:
    kept = {key: held for key, held in os.environ.items() if not key.startswith(("DATABASE_", "DUALTRACK_"))}
    command = [str(Path(sys.executable).with_name("dualtrack")), "status", "--json", "--home", str(tmp_path)]
    done = subprocess.run(
        command, env={**kept, name: value}, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 2
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert "secret" not in done.stderr + done.stdout
    error = json.loads(done.stdout)["error"]
    assert (error["code"], f"dualtrack: {error['message']}") == ("settings", done.stderr.strip())
