"""The command line: a thin layer over the stages, and the one place where errors become text and an exit code."""

from __future__ import annotations

import gc
import sys

import typer

from woolak.commands import case, others, people, public
from woolak.commands.frame import app, say
from woolak.errors import StorageTrouble, UsageError, WoolakError, wrong_usage

__all__ = ["app", "case", "main", "others", "people", "public"]


def main() -> None:
    """Run the command; every error of ours is one Dutch sentence on stderr."""
    gc.set_threshold(50_000, 20, 20)  # what is loaded stays: it is seldom looked through for what can be thrown away
    sys.unraisablehook = lambda _: None  # what a library cannot clean up after an error that was told already
    try:
        sys.exit(app(prog_name="woolak", standalone_mode=False) or 0)
    except WoolakError as error:
        say(f"Fout: {error}")
        sys.exit(error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        say("Onderbroken. Geef dezelfde opdracht om verder te gaan.")
        sys.exit(130)
    except Exception as error:
        if hasattr(error, "format_message"):  # a usage error of typer's own, in English
            if type(error).__name__ != "NoArgsIsHelpError":  # that one printed the help
                say(f"Fout: {wrong_usage(type(error).__name__, error)}")
            sys.exit(UsageError.exit_code)
        if trouble := StorageTrouble.of(error):
            say(f"Fout: {trouble}")
            sys.exit(trouble.exit_code)
        say(f"Fout: er ging iets mis binnen Woolak ({type(error).__name__}). Meld dit bij de beheerder.")
        sys.exit(1)


if __name__ == "__main__":
    main()
