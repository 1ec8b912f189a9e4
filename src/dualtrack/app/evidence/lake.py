"""The lake of this process's home: its folder, once every run's file in it is seen to be a plain one."""

from pathlib import Path

from django.conf import settings

from dualtrack.app.ledger import plain_files
from dualtrack.lake.engine import Damage, LakeError
from dualtrack.lake.files import run_files


def lake() -> Path:
    """The folder of check results; `LakeError` names what stands in it as a run's file and is none.

    The engine opens what it is given: it would follow a link, and wait for a pipe.
    """
    folder: Path = settings.DUALTRACK.lake_path
    for path in run_files(folder):
        fault = plain_files.fault(path)
        if fault is not None:
            raise LakeError(Damage(str(path), f"{fault}; take it away and restore the run's file"))
    return folder
