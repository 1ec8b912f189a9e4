"""Every known error as one message, a code and an exit code: 2 usage, 3 the environment."""

import click

from dualtrack.app.cli.output import note, print_json
from dualtrack.app.cli.words import say
from dualtrack.app.programme.failures import ENVIRONMENT, FailedError, Failure, failure_of

__all__ = ["ENVIRONMENT", "FailedError", "Failure", "known", "report"]  # commands raise what is told here


def report(error: Exception, *, json: bool) -> int:
    """Print the failure and give the exit code; an error that nobody knows is raised again."""
    failure = known(error)
    if failure is None:
        raise error
    if json:
        shape = {
            "code": failure.code,
            "message": failure.message,
            "file": failure.file,
            "record": failure.record,
            "field": failure.field,
        }
        print_json({"error": shape})
    note(f"dualtrack: {failure.message}")
    return failure.exit


def known(error: Exception) -> Failure | None:
    """The failure behind an error, or None."""
    if isinstance(error, click.ClickException):
        return Failure(
            code="usage", message=f"{error.format_message()}{_usage_hint(error)}", field=_field(error)
        )
    return failure_of(error, say)


def _field(error: click.ClickException) -> str | None:
    """The argument or option that is wrong, as it is called in code: `as_of`, `out`."""
    named = getattr(getattr(error, "param", None), "name", None)
    hint = getattr(error, "param_hint", None)
    return named or (hint.strip("-").replace("-", "_").lower() if isinstance(hint, str) else None)


def _usage_hint(error: click.ClickException) -> str:
    ctx = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return ""  # the message is the help itself
    return f" (see: {ctx.command_path} --help)" if isinstance(ctx, click.Context) else ""
