"""A command group that loads a command's module only when that command is called."""

from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group over a table of command name to module; the module's `command` is the command."""

    def __init__(self, *args: object, modules: dict[str, str] | None = None, **kwargs: object) -> None:
        """Take the table."""
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # click's own signature
        self.modules = modules or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order of the table."""
        del ctx
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, loaded now."""
        del ctx
        module = self.modules.get(cmd_name)
        if module is None:
            return None
        command = import_module(module).command
        assert isinstance(command, click.Command)  # noqa: S101 - each module of the table has one
        return command
