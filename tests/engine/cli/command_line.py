"""Running the command as a user does: arguments in, exit status and both outputs out."""

from __future__ import annotations

from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, StringIO, TextIOWrapper

from disclosure.cli import main


@dataclass(frozen=True)
class Ran:
    """What a run of ``gongkai`` left behind."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """The lines of the output, without empty ones at the end."""
        return self.out.rstrip("\n").split("\n")

    @property
    def last(self) -> str:
        """The last line printed."""
        return self.lines[-1]


def gongkai(*arguments: str) -> Ran:
    """Run ``gongkai`` with these arguments in this process."""
    # Commands write bytes too, as to a real standard output.
    out, err = TextIOWrapper(BytesIO(), "utf-8", newline="", write_through=True), StringIO()
    status: int | str | None = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main(list(arguments))
        except SystemExit as left:
            status = left.code
    return Ran(int(status or 0), out.buffer.getvalue().decode(), err.getvalue())
