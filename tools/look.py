"""Make pictures of what users see, to be looked at: the check-up page on a phone and on a desk, a written report on paper.

    make look                 of the sample reports
    make look REPORTS=folder  of your own

Puts PNG files into build/look. Needs chromium, LibreOffice (soffice) and pdftoppm; says which is missing.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = PROJECT / "build" / "look"
WIDTHS = {"phone": 360, "desk": 1280}
LANGUAGES = ("zh", "en")
#: Cards opened for the pictures of the open page: with more it would be too long to be looked at.
OPENED = 2
GONGKAI = str(Path(sys.executable).with_name("gongkai"))


def program(*names: str) -> str:
    """The first of these programs that is installed; ends the tool where none is."""
    for name in names:
        if found := shutil.which(name):
            return found
    sys.exit(f"{names[0]} is not installed; .ci/run shows the Debian packages")


def photograph(page: Path) -> None:
    """The page in both widths and languages, with its cards closed and with the first of them open, and on A4 paper."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium", "google-chrome"), args=["--no-sandbox"])
        for width_name, width in WIDTHS.items():
            view = browser.new_page(viewport={"width": width, "height": 900})
            view.goto(page.as_uri())
            for language in LANGUAGES:
                view.locator(f"label[for=lang-{language}]").click()
                for state, opened in (("closed", 0), ("open", OPENED)):
                    view.evaluate("n => document.querySelectorAll('.card').forEach((card, i) => { card.open = i < n })", opened)
                    name = f"{page.stem}-{width_name}-{language}-{state}.png"
                    view.screenshot(path=PICTURES / name, full_page=True)
                    wide = view.evaluate("document.documentElement.scrollWidth")
                    print(f"{name}: {width} px, content {wide} px wide")
            view.close()
        paper = browser.new_page()
        paper.goto(page.as_uri())
        paper.pdf(path=PICTURES / f"{page.stem}-paper.pdf", prefer_css_page_size=True)
        print(f"{page.stem}-paper.pdf: the page on A4")
        browser.close()


def print_out(document: Path) -> None:
    """A Word file as it comes out of a printer."""
    with tempfile.TemporaryDirectory() as folder:
        office = [program("soffice"), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        command = [*office, "--convert-to", "pdf", "--outdir", folder, str(document)]
        subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
        paper = Path(folder, f"{document.stem}.pdf")
        subprocess.run([program("pdftoppm"), "-png", "-r", "70", str(paper), str(PICTURES / document.stem)], check=True)
    print(f"{document.stem}-*.png: the Word file on paper")


def main(reports: str | None = None) -> None:
    """Examine the reports, photograph the page, write one of them and print it out."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as folder:
        if reports is None:
            reports = str(Path(folder, "samples"))
            subprocess.run([GONGKAI, "samples", reports], check=True, stdout=subprocess.DEVNULL)
        page = Path(folder, "check-up.html")
        examined = subprocess.run([GONGKAI, "report", "examine", reports, "-o", str(page)])
        if examined.returncode not in (0, 1, 3):  # findings and unreadable files are what one wants to see
            sys.exit(examined.returncode)
        photograph(page)
        lines = subprocess.run(
            [GONGKAI, "report", "read", reports, "--format", "jsonl"], check=False, capture_output=True
        ).stdout.splitlines()
        Path(folder, "first.jsonl").write_bytes(lines[0])
        written = Path(folder, "written.docx")
        subprocess.run([GONGKAI, "report", "write", str(Path(folder, "first.jsonl")), "-o", str(written)], check=True)
        print_out(written)
    print(f"Look at {PICTURES.relative_to(PROJECT)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
