"""Photograph every kind of page of the demonstration on a phone and on a desk, in both languages, to be looked at.

    make look                 writes build/look/portal/<language>-<width>-<page>.png
    make look REPORTS=folder  with your own reports on the first page

Starts ``gongkai demo`` on a free port and stops it again. Exit status 1 where a page fails or is wider than its screen.
"""

from __future__ import annotations

import io
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from look import GONGKAI, PICTURES, program
from playwright.sync_api import sync_playwright

FOLDER = PICTURES / "portal"
WIDTHS = (360, 1280)
LANGUAGES = ("zh-hans", "en")
AS_OF = "2026-03-02"
#: Seconds for the invented county to be made.
PATIENCE = 240


@dataclass(frozen=True)
class Shot:
    """A page: who opens it, from which address, and, for pages with a number of their own, the link to follow from there."""

    name: str
    path: str
    follow: tuple[str, ...] = ()
    #: All links like this one of the page are photographed instead, each named after the last part of its address.
    every: str = ""
    #: A button to press at the end of the way, as a selector.
    press: str = ""


PUBLIC = (
    Shot("first-page", "/"),
    Shot("report", "/", (r"^/demo/reports/\d+/$",)),
    Shot("sign-in", "/accounts/login/"),
    Shot("password-reset", "/accounts/password/reset/"),
    Shot("home", "/site/qinghe/"),
    Shot("column", "/site/qinghe/", (r"^/site/qinghe/columns/[^/]+/$",)),
    Shot("item", "/site/qinghe/", (r"^/site/qinghe/items/\d+/$",)),
    Shot("catalogue", "/site/qinghe/catalogue/"),
    Shot("guide", "/site/qinghe/guide/"),
    Shot("policies", "/site/qinghe/policies/"),
    Shot("statutory", "/site/qinghe/statutory/"),
    Shot("law", "/site/qinghe/law/"),
    Shot("search", "/site/qinghe/search/?q=救助"),
    Shot("search-nothing", "/site/qinghe/search/?q=火星探测"),
    Shot("apply", "/site/qinghe/apply/"),
    Shot("track", "/site/qinghe/track/"),
    Shot("account-new", "/site/qinghe/account/sign-up/"),
    Shot("account", "/site/qinghe/account/sign-in/"),
    Shot("annual-reports", "/site/qinghe/annual-reports/"),
    Shot("annual-report", "/site/qinghe/annual-reports/", (r"^/site/qinghe/annual-reports/\d+/$",)),
    Shot("counted", "/site/qinghe/counted/"),
    Shot("ledger", "/site/qinghe/ledger/channel_accounts/"),
    Shot("not-found", "/site/qinghe/items/999999/"),
)
_CASE = r"^/office/qinghe/applications/\d+/$"
_PERSON, _ERASE = (_CASE.rstrip("$") + rf"{page}/$" for page in ("person", "erase"))
_ITEM = r"^/office/qinghe/items/\d+/$"
_DISPUTE = r"^/office/qinghe/disputes/\d+/$"
CLERK = (
    Shot("today", "/desk/qinghe/"),
    Shot("items", "/office/qinghe/items/"),
    Shot("item", "/office/qinghe/items/", (r"^/office/qinghe/items/\d+/$",)),
    Shot("item-acts", "/office/qinghe/items/", (_ITEM,), every=_ITEM.rstrip("$") + r"(edit|copy|correct|validity|place)/$"),
    Shot("item-new", "/office/qinghe/items/new/"),
    Shot("item-import", "/office/qinghe/items/import/"),
    Shot("item-counts", "/office/qinghe/items/counts/2025/"),
    Shot("columns", "/office/qinghe/items/columns/"),
    Shot("column", "/office/qinghe/items/columns/", (r"^/office/qinghe/items/columns/\d+/$",)),
    Shot("applications", "/office/qinghe/applications/"),
    Shot("application", "/office/qinghe/applications/", (r"^/office/qinghe/applications/\d+/$",)),
    Shot("application-acts", "/office/qinghe/applications/", (_CASE,), every=_CASE.rstrip("$") + r"(do|events)/.+"),
    Shot("application-answered", "/office/qinghe/applications/?show=closed", (_CASE,)),
    Shot("letter", "/office/qinghe/applications/?show=closed", (_CASE, _CASE.rstrip("$") + r"letters/\d+/view/$")),
    Shot("letters-new", "/office/qinghe/applications/", (_CASE,), every=_CASE.rstrip("$") + r"letters/new/.+"),
    Shot("letter-templates", "/office/qinghe/applications/templates/"),
    Shot("letter-template", "/office/qinghe/applications/templates/", (r"^/office/qinghe/applications/templates/[a-z_]+/$",)),
    Shot("periods", "/office/qinghe/applications/periods/"),
    Shot("application-check", "/office/qinghe/applications/", (_CASE, _CASE.rstrip("$") + r"check/$")),
    Shot("application-assign", "/office/qinghe/applications/", (_CASE, _CASE.rstrip("$") + r"assign/$")),
    Shot("application-fee", "/office/qinghe/applications/?show=open&status=payment", (_CASE, _CASE.rstrip("$") + r"fee/$")),
    Shot("application-handling", "/office/qinghe/applications/", (_CASE,), every=_CASE.rstrip("$") + r"(split|help|extension)/$"),
    Shot("application-masked", "/office/qinghe/applications/?show=closed", (_CASE,), press="form[action$='/reveal/'] button"),
    Shot("application-person", "/office/qinghe/applications/?show=closed", (_CASE, _CASE.rstrip("$") + r"person/$")),
    Shot("application-erase", "/office/qinghe/applications/?show=closed", (_CASE, _PERSON, _ERASE)),
    Shot("application-publish", "/office/qinghe/applications/?show=closed", (_CASE, _CASE.rstrip("$") + r"publish/$")),
    Shot("retention", "/office/qinghe/applications/retention/"),
    Shot("beside", "/office/qinghe/applications/beside/"),
    Shot("applications-filtered", "/office/qinghe/applications/?show=open&within=30"),
    Shot("fees", "/office/qinghe/applications/fees/"),
    Shot("neighbours", "/office/qinghe/applications/neighbours/"),
    Shot("corrections", "/office/qinghe/applications/corrections/"),
    Shot("correction", "/office/qinghe/applications/corrections/", (r"^/office/qinghe/applications/corrections/\d+/$",)),
    Shot("law", "/office/qinghe/law/"),
    Shot("law-acts", "/office/qinghe/law/", every=r"^/office/qinghe/law/.+/$"),
    Shot("application-new", "/office/qinghe/applications/new/"),
    Shot("disputes", "/office/qinghe/disputes/"),
    Shot("dispute", "/office/qinghe/disputes/", (_DISPUTE,)),
    Shot(
        "dispute-acts", "/office/qinghe/disputes/?state=pending", (_DISPUTE,), every=_DISPUTE.rstrip("$") + r"(do|events|edit)/.*"
    ),
    Shot("satisfaction", "/office/qinghe/satisfaction/"),
    Shot("dispute-new", "/office/qinghe/disputes/new/"),
    Shot("ledgers", "/office/qinghe/ledgers/"),
    Shot("ledger", "/office/qinghe/ledgers/training/"),
    Shot("ledger-new", "/office/qinghe/ledgers/training/new/"),
    Shot("ledger-entry", "/office/qinghe/ledgers/training/", (r"^/office/qinghe/ledgers/training/\d+/$",)),
    Shot("ledger-import", "/office/qinghe/ledgers/training/import/"),
    Shot("ledger-counts", "/office/qinghe/ledgers/channel_accounts/"),
    Shot("annual-years", "/office/qinghe/annual/"),
    Shot("annual-editor", "/office/qinghe/annual/2025/"),
    Shot("annual-cell", "/office/qinghe/annual/2025/cell/applications.received.total/"),
    Shot("annual-statements", "/office/qinghe/annual/2025/statements/"),
    Shot("annual-signed", "/office/qinghe/annual/2025/version/1/"),
    Shot("annual-running", "/office/qinghe/annual/2026/"),
    Shot("staff", "/office/qinghe/staff/"),
    Shot("staff-new", "/office/qinghe/staff/new/"),
    Shot("staff-edit", "/office/qinghe/staff/", (r"^/office/qinghe/staff/\d+/$",)),
    Shot("site-pages", "/desk/qinghe/", press="footer form[action$='/pages/edit/'] button"),
    Shot("settings", "/office/qinghe/settings/"),
)
CONTRIBUTOR = (
    Shot("today", "/desk/qinghe/"),
    Shot("assigned", "/office/qinghe/applications/assigned/"),
    Shot("assignment", "/office/qinghe/applications/assigned/", (r"^/office/qinghe/applications/assigned/\d+/$",)),
    Shot("items", "/office/qinghe/items/"),
)
REVIEWER = (Shot("today", "/desk/qinghe/"), Shot("item-to-review", "/desk/qinghe/", (_ITEM,)))
LEADER = (
    Shot("today", "/desk/qinghe/"),
    Shot("annual", "/office/qinghe/annual/2025/"),
    Shot("retention", "/office/qinghe/applications/retention/"),
    Shot("application-erase", "/office/qinghe/applications/?show=closed", (_CASE, _PERSON, _ERASE)),
    Shot("correction", "/office/qinghe/applications/corrections/", (r"^/office/qinghe/applications/corrections/\d+/$",)),
)
LEADER_TO_SIGN = (Shot("today", "/desk/dukou/"), Shot("annual-sign", "/office/dukou/annual/2025/sign/"))
NIL_CLERK = (Shot("today", "/desk/shiliugou/"), Shot("annual-draft", "/office/shiliugou/annual/2025/"))
SUPERVISOR = (
    Shot("today", "/desk/yunxi/"),
    Shot("board", "/supervise/yunxi/"),
    Shot("received", "/supervise/yunxi/", (r"^/supervise/yunxi/received/\d+/$",)),
    Shot("signed", "/supervise/yunxi/", (r"^/supervise/yunxi/signed/\d+/$",)),
    Shot("roll-up", "/supervise/yunxi/2025/roll-up/"),
    Shot("roll-up-cell", "/supervise/yunxi/2025/roll-up/cell/applications.received.total/"),
)
ROLES = {
    "": PUBLIC, "qinghe-clerk": CLERK, "qinghe-1": CONTRIBUTOR, "qinghe-review": REVIEWER, "qinghe-leader": LEADER,
    "dukou-leader": LEADER_TO_SIGN, "shiliugou-clerk": NIL_CLERK, "county": SUPERVISOR,
}  # fmt: skip
#: What somebody writes on each step of the online form; its last page is the receipt.
APPLICATION: tuple[tuple[str, dict[str, str]], ...] = (
    ("who", {}),
    ("name", {"name": "冯小满", "identity_number": "110101199003070011"}),
    ("contact", {"phone": "0000-7654321", "email": "feng@example.org"}),
    ("what", {"asked": "2023年桥头村危房改造名单公示"}),
    ("how", {}),
    ("more", {}),
    ("review", {}),
)


@contextmanager
def demonstration(reports: str | None) -> Iterator[tuple[str, str]]:
    """A running demonstration: its address and the password of everybody in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [GONGKAI, "demo", *([reports] if reports else []), "--as-of", AS_OF, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            address = f"http://127.0.0.1:{port}"
            password = _password(process)
            _wait(address)
            yield address, password
        finally:
            process.terminate()


def _password(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if found := re.search(r"(gongkai-demo-\d+)", line):
            return found[1]
    sys.exit("the demonstration ended before it printed its sign-ins")


def _wait(address: str) -> None:
    for _second in range(PATIENCE):
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310 - our own server
        except (urllib.error.URLError, TimeoutError):
            time.sleep(1)
        else:
            return
    sys.exit("the demonstration does not answer")


def sign_in(page: Any, address: str, username: str, password: str) -> None:
    """Sign somebody in."""
    page.goto(f"{address}/accounts/login/")
    page.fill("input[name=login]", username)
    page.fill("input[name=password]", password)
    page.click("main form button")
    page.wait_for_load_state()


def links_like(page: Any, pattern: str) -> list[str]:
    """The addresses on the page that fit, each once, in order."""
    links = page.eval_on_selector_all("a[href]", "links => links.map(link => link.getAttribute('href').split('#')[0])")
    return [link for link in dict.fromkeys(links) if re.match(pattern, link)]


def open_page(page: Any, address: str, shot: Shot) -> int | None:
    """Open what a shot names; the status, None where a page on the way has no such link."""
    status = int(page.goto(address + shot.path).status)
    for pattern in shot.follow:
        found = links_like(page, pattern)
        if not found:
            return None
        status = int(page.goto(address + found[0]).status)
    if shot.press:
        with page.expect_navigation() as there:
            page.click(shot.press)
        status = int(there.value.status)
    return status


def photograph(browser: Any, address: str, password: str) -> Iterator[str]:
    """Take all pictures; yields what is wrong with a page."""
    for width in WIDTHS:
        for role, shots in ROLES.items():
            context = browser.new_context(viewport={"width": width, "height": 900})
            page = context.new_page()
            if role:
                sign_in(page, address, role, password)
            for language in LANGUAGES:
                context.add_cookies([{"name": "django_language", "value": language, "url": address}])
                name = f"{language}-{width}-{role or 'public'}"
                for shot in shots:
                    yield from _taken(page, address, shot, name)
                if not role:
                    yield from _applying(page, address, name)
                    yield from _signing_up(page, address, name)
                if role == "qinghe-clerk":
                    yield from _importing(page, address, name)
            context.close()


def _taken(page: Any, address: str, shot: Shot, name: str) -> Iterator[str]:
    status = open_page(page, address, shot)
    if not shot.every:
        yield from _look(page, f"{name}-{shot.name}", status, expected=404 if shot.name == "not-found" else 200)
        return
    links = links_like(page, shot.every)
    if not links:
        yield f"{name}-{shot.name}: no link to follow"
    for link in links:
        status = int(page.goto(address + link).status)
        yield from _look(page, f"{name}-{shot.name}-{link.rstrip('/').rpartition('/')[2]}", status)


def _applying(page: Any, address: str, name: str) -> Iterator[str]:
    """The online form, step by step, to the receipt."""
    page.goto(f"{address}/site/qinghe/apply/")
    page.click("main a.button, main form button >> nth=0")
    for step, answers in APPLICATION:
        page.wait_for_load_state()
        for field, words in answers.items():
            page.fill(f"main [name={field}]", words)
        for choice in page.locator("main fieldset:has(input[type=radio]):not(:has(input:checked))").all():
            choice.locator("input[type=radio]").first.check()
        yield from _look(page, f"{name}-apply-{step}", 200)
        page.click("main form button:not(.plain)")
    page.wait_for_load_state()
    yield from _look(page, f"{name}-apply-receipt", 200)


def _signing_up(page: Any, address: str, name: str) -> Iterator[str]:
    """An account made, up to the page that sends one to the mail."""
    page.goto(f"{address}/site/qinghe/account/sign-up/")
    page.fill("main input[type=email]", f"{name}@example.org")
    for field in page.locator("main input[type=password]").all():
        field.fill("一二三四五六七八九十a")
    page.click("main form button:not(.plain)")
    page.wait_for_load_state()
    yield from _look(page, f"{name}-account-sent", 200)


def _importing(page: Any, address: str, name: str) -> Iterator[str]:
    """A table of another system whose rows are wrong, one whose columns are unknown, and one that could be taken in."""
    from openpyxl import Workbook, load_workbook

    template = page.request.get(f"{address}/office/qinghe/applications/beside/template/").body()
    headings = [cell.value for cell in next(iter(load_workbook(io.BytesIO(template)).worksheets[0].iter_rows()))]
    rows = {
        "wrong": [headings, ["", "2025-13-40", *["？"] * (len(headings) - 2)]],
        "unknown": [["甲", "乙", "丙"], ["1", "2", "3"]],
        "empty": [headings],
    }
    for kind, lines in rows.items():
        book = Workbook()
        for line in lines:
            book.active.append(line)
        made = io.BytesIO()
        book.save(made)
        page.goto(f"{address}/office/qinghe/applications/beside/")
        file = {"name": f"{kind}.xlsx", "mimeType": "application/octet-stream", "buffer": made.getvalue()}
        page.set_input_files("main input[type=file]", files=[file])
        page.click("main form:has(input[type=file]) button")
        page.wait_for_load_state()
        yield from _look(page, f"{name}-beside-{kind}", 200)


def _look(page: Any, name: str, status: int | None, expected: int = 200) -> Iterator[str]:
    page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
    if status is None:
        yield f"{name}: no link to follow"
    elif status != expected:
        yield f"{name}: status {status}"
    wide, width = page.evaluate("document.documentElement.scrollWidth"), page.viewport_size["width"]
    if wide > width:
        yield f"{name}: {wide} px wide on a screen of {width}"


def main(reports: str | None = None) -> None:
    """Start the demonstration and take the pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demonstration(reports) as (address, password), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program("chromium", "google-chrome"), args=["--no-sandbox"])
        wrong = list(photograph(browser, address, password))
        browser.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(PICTURES.parent.parent)}")
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main(*sys.argv[1:2])
