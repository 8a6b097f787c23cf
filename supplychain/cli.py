"""The `supplychain` command: which commands are there, and how does every failure end?

Commands come in by the entry-point group `supplychain.commands`, each loaded only when called, so that one
command never pays for another's imports and `serve` or `schedule` may live in other packages.
"""

from __future__ import annotations

import gc
import os
import sys
import traceback
from importlib.metadata import EntryPoint, entry_points

import click

from supplychain import __version__
from supplychain.errors import SupplychainError

GROUP = "supplychain.commands"


class CommandGroup(click.Group):
    """A group whose members are the entry points of `supplychain.commands`."""

    def _entries(self) -> dict[str, EntryPoint]:
        return {entry.name: entry for entry in entry_points(group=GROUP)}

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self._entries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        entry = self._entries().get(cmd_name)
        if entry is None:
            return None
        command = entry.load()
        # What was imported stays until the end; looking through it again and again cost a tenth of a short command.
        gc.freeze()
        gc.enable()
        if not isinstance(command, click.Command):
            raise SupplychainError(f"The entry point '{cmd_name}' of {GROUP} is no click command.")
        return command


@click.group(cls=CommandGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="supplychain")
def group() -> None:
    """Forced-labor risk screening for health-care supply chains."""


def main() -> None:
    """Run the command line; exit codes are those of the README: 0, 1, 2 or 3, never a traceback."""
    gc.disable()
    try:
        group(standalone_mode=False)
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(2)
    except click.Abort:
        print("Interrupted; nothing was stored.", file=sys.stderr)
        sys.exit(2)
    except SupplychainError as wrong:
        print(f"supplychain: {wrong}", file=sys.stderr)
        sys.exit(wrong.exit_code)
    except BrokenPipeError:
        # The reader (head, less) went away: point stdout at nothing so that the interpreter's own flush is quiet.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as wrong:
        if os.environ.get("SUPPLYCHAIN_DEBUG"):
            traceback.print_exc()
        print(
            f"supplychain: an unexpected error stopped the command ({type(wrong).__name__}: {wrong}). "
            "Nothing was reported as screened. Run it again with SUPPLYCHAIN_DEBUG=1 and send us what it prints.",
            file=sys.stderr,
        )
        sys.exit(2)


if __name__ == "__main__":
    main()
