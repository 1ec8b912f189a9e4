"""What can be wrong with a home folder: one code and one message for each."""

import errno

VERIFY_FIRST = ", after dualtrack verify told what else is wrong"


class HomeError(Exception):
    """The home cannot be made or opened; `code` is for scripts, the message for people."""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        self.message = message
        super().__init__(message)


_BY_ERRNO = {
    errno.ENOSPC: ("disk_full", "the disk is full: make room and try again; nothing was changed"),
    errno.EDQUOT: ("disk_full", "the disk quota is used up: make room and try again; nothing was changed"),
    errno.EROFS: ("read_only", "the disk is read-only: choose another folder, or mount it for writing"),
    errno.EACCES: ("read_only", "no right to write here: choose another folder, or change its owner"),
    errno.EPERM: ("read_only", "no right to write here: choose another folder, or change its owner"),
}


def from_os_error(error: OSError, where: object) -> HomeError:
    """The clear form of what the operating system said."""
    code, text = _BY_ERRNO.get(error.errno or 0, ("io_error", f"{error.strerror or error}"))
    return HomeError(code, f"{where}: {text}")
