"""Print every outcome, every procedural letter, before and since 2024, and the application form, to be looked at.

    make look    writes build/look/letters/<day>-<pdf|word>-<sheet>.png, four pages on each

The PDF is our own; the Word file goes through LibreOffice, as on an office's printer. Needs soffice and pdftoppm.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from look import PICTURES, PROJECT, program
from PIL import Image

from disclosure.blocks import Document
from disclosure.letters import laid_out
from disclosure.letters.application_form import application_form
from disclosure.writing.docx import write_docx
from disclosure.writing.look import FORM, LETTER
from disclosure.writing.pdf import fitted, for_word, write_pdf

FOLDER = PICTURES / "letters"
#: Dots an inch: the smallest at which sixteen-point type is read without effort.
DOTS = 80
ON_A_SHEET = 4


def documents(on: date) -> Iterator[tuple[str, bytes, bytes]]:
    """Each document of that day: its name, its PDF and its Word file, set as the portal sets them."""
    from letters_cast import every_letter  # type: ignore[import-not-found]

    for name, letter in every_letter(on):
        laid = laid_out(letter)
        yield name, fitted(laid, LETTER)[0], write_docx(laid, for_word(laid))
    blank: Document = application_form("临川县青禾镇人民政府")
    yield "application_form", write_pdf(blank, FORM), write_docx(blank, FORM)


def printed(folder: Path, words: list[Path]) -> None:
    """The Word files as LibreOffice prints them, into ``folder``."""
    office = [program("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    command = [*office, "--convert-to", "pdf", "--outdir", str(folder), *map(str, words)]
    subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)


def pictures(paper: Path) -> list[Path]:
    """Each page of a PDF as a picture beside it."""
    subprocess.run([program("pdftoppm"), "-png", "-r", str(DOTS), str(paper), str(paper.with_suffix(""))], check=True)
    return sorted(paper.parent.glob(f"{paper.stem}-*.png"))


def sheets(pages: list[Path], name: str) -> None:
    """Four pages side by side on each sheet."""
    for number, first in enumerate(range(0, len(pages), ON_A_SHEET), start=1):
        some = pages[first : first + ON_A_SHEET]
        shown = [Image.open(page) for page in some]
        sheet = Image.new("RGB", (sum(page.width for page in shown), max(page.height for page in shown)), "white")
        left = 0
        for page in shown:
            sheet.paste(page, (left, 0))
            left += page.width
        sheet.save(FOLDER / f"{name}-{number:02}.png")
        print(f"{name}-{number:02}.png: {', '.join(page.stem for page in some)}")


def main() -> None:
    """Print the letters of both days."""
    sys.path.insert(0, str(PROJECT / "tests"))
    from letters_cast import AFTER, BEFORE

    FOLDER.mkdir(parents=True, exist_ok=True)
    for on in (BEFORE, AFTER):
        with tempfile.TemporaryDirectory() as folder:
            own, word = Path(folder, "pdf"), Path(folder, "word")
            own.mkdir()
            word.mkdir()
            names = []
            for name, paper, docx in documents(on):
                names.append(name)
                (own / f"{name}.pdf").write_bytes(paper)
                (word / f"{name}.docx").write_bytes(docx)
            printed(word, [word / f"{name}.docx" for name in names])
            for kind, made in (("pdf", own), ("word", word)):
                sheets([page for name in names for page in pictures(made / f"{name}.pdf")], f"{on}-{kind}")


if __name__ == "__main__":
    main()
