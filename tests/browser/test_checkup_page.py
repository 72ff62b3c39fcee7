"""The check-up page in a real browser: on a phone and a desk, with and without script, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from browser.chromium import chromium
from disclosure.writing.checkup import checkup_page
from engine.writing.checkup.factory import quiet_town, town, unreadable_file

PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@dataclass
class Visit:
    """A page that was opened, with what it asked the network for and what it complained of."""

    page: Any
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def click(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def shows(self, words: str) -> bool:
        return bool(self.page.get_by_text(words, exact=True).first.is_visible())

    def script(self, code: str) -> Any:
        return self.page.evaluate(code)

    def until(self, condition: str) -> None:
        """Wait until a condition holds. The page's own policy forbids the usual way of waiting, which evaluates text."""
        for _attempt in range(100):
            if self.script(condition):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"never came true: {condition}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("checkup") / "年报体检.html"
    path.write_text(checkup_page([town(), quiet_town(), unreadable_file()]), encoding="utf-8")
    return path


@contextmanager
def visit(browser: Any, file: Path, size: dict[str, int] = DESK, **settings: Any) -> Iterator[Visit]:
    context = browser.new_context(viewport=size, **settings)
    opened = Visit(context.new_page())
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", lambda said: opened.complaints.append(said.text))
    opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.page.goto(file.as_uri())
    yield opened
    context.close()


def open_all(opened: Visit) -> None:
    opened.script("document.querySelectorAll('details').forEach(box => { box.open = true })")


def overflow(opened: Visit) -> int:
    """By how many pixels the page is wider than the window."""
    return int(opened.script("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_page_never_scrolls_sideways(browser: Any, file: Path, size: dict[str, int], language: str):
    with visit(browser, file, size) as opened:
        opened.click(f"label[for=lang-{language}]")
        open_all(opened)

        assert overflow(opened) == 0


def test_text_twice_as_large_still_fits_a_phone(browser: Any, file: Path):
    with visit(browser, file, PHONE) as opened:
        opened.script("document.documentElement.style.fontSize = '200%'")
        open_all(opened)

        assert overflow(opened) == 0


def test_a_wide_table_scrolls_in_its_own_box_and_keeps_its_row_labels(browser: Any, file: Path):
    with visit(browser, file, PHONE) as opened:
        open_all(opened)
        box = "document.querySelector('[id=\"r1-applications\"] .scroll')"
        label = "document.querySelector('[id=\"r1-applications.received\"] th').getBoundingClientRect().left"
        before = opened.script(label)

        assert opened.script(f"{box}.scrollWidth > {box}.clientWidth")
        opened.script(f"{box}.scrollLeft = 200")
        assert opened.script(label) == pytest.approx(before, abs=1)


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_switch_shows_one_language_at_a_time(browser: Any, file: Path, script: bool):
    with visit(browser, file, java_script_enabled=script) as opened:
        assert opened.shows("年报体检")
        assert not opened.shows("Report check-up")

        opened.click("label[for=lang-en]")

        assert opened.shows("Report check-up")
        assert not opened.shows("年报体检")


def test_the_switch_works_by_keyboard(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.page.keyboard.press("Tab")
        opened.page.keyboard.press("ArrowRight")

        assert opened.shows("Report check-up")


def test_the_switch_also_turns_hints_and_the_language_of_the_page(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.click("label[for=lang-en]")

        assert opened.script("document.documentElement.lang") == "en"
        assert opened.script("document.querySelector('a.claim').title").startswith("Understood as")
        opened.click("label[for=lang-zh]")
        assert opened.script("document.querySelector('a.claim').title").startswith("理解为")


def test_clicking_a_finding_brings_its_place_into_view_and_focus(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.click(".card > summary")
        opened.click('[id="r1-f2"] .message')
        opened.until("document.activeElement.id === 'r1-applications.total.total'")

        opened.until(
            "(() => { const box = document.activeElement.getBoundingClientRect();"
            " return box.top >= 0 && box.bottom <= innerHeight })()"
        )


def test_a_sign_in_the_table_leads_back_to_its_finding(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.click(".card > summary")
        opened.click('[id="r1-applications.total.total"] .ref')

        opened.until("document.activeElement.id === 'r1-f2'")


def test_focusing_a_finding_lights_its_places_in_text_and_table(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.click(".card > summary")
        opened.page.locator('[id="r1-f3"] .places a').first.focus()

        lit = set(opened.script("[...document.querySelectorAll('.lit')].map(e => e.id || e.tagName)"))
        assert lit == {"r1-f3", "MARK", "r1-applications.received.total", "r1-applications.carried_over.total"}


def test_an_address_with_a_place_opens_the_card_it_is_in(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.page.goto(f"{file.as_uri()}#r1-f3-q1")

        opened.until("document.getElementById('r1').open")
        assert not opened.script("document.getElementById('r2').open")


def test_without_script_a_link_of_a_finding_still_reaches_its_place(browser: Any, file: Path):
    with visit(browser, file, java_script_enabled=False) as opened:
        opened.click(".card > summary")
        opened.click('[id="r1-f2"] .places a')

        assert opened.page.url.endswith("#r1-applications.total.total")
        assert opened.page.locator('[id="r1-applications.total.total"]').is_visible()


def test_the_filter_keeps_the_cards_that_have_such_findings(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.page.locator("input[name=severity][value=warning]").check()

        assert opened.script("[...document.querySelectorAll('.card:not([hidden])')].map(e => e.id)") == ["r1"]
        assert opened.shows("显示1份，共3份")


def test_the_search_finds_an_agency_by_a_part_of_its_name(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.page.locator("input[name=words]").fill("石桥")

        assert opened.script("[...document.querySelectorAll('.card:not([hidden])')].map(e => e.id)") == ["r2"]


def test_without_script_no_tool_that_needs_it_is_offered(browser: Any, file: Path):
    with visit(browser, file, java_script_enabled=False) as opened:
        assert not opened.page.locator(".tools").is_visible()


def test_the_page_asks_the_network_for_nothing_and_complains_of_nothing(browser: Any, file: Path):
    with visit(browser, file) as opened:
        open_all(opened)
        opened.click("label[for=lang-en]")
        opened.click('[id="r1-f2"] .places a')

        assert opened.requests == [file.as_uri()]
        assert opened.complaints == []


def test_on_paper_every_card_is_open_and_nothing_is_cut_off(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.page.emulate_media(media="print")

        # What a closed card hides is drawn with the next frame, not at once.
        shown = "document.querySelector('[id=\"r1-f5\"]').checkVisibility({contentVisibilityAuto: true})"
        assert opened.page.wait_for_function(shown)
        assert opened.script("getComputedStyle(document.querySelector('.scroll')).overflowX") == "visible"
        assert not opened.page.locator(".languages").is_visible()


def test_the_focus_can_be_seen(browser: Any, file: Path):
    with visit(browser, file) as opened:
        opened.page.locator(".card > summary").first.focus()
        opened.page.keyboard.press("Shift+Tab")
        opened.page.keyboard.press("Tab")

        assert opened.script("getComputedStyle(document.activeElement).outlineColor") == "rgb(255, 191, 71)"
        assert opened.script("getComputedStyle(document.activeElement).outlineWidth") == "3px"


COLOURS = """() => {
  const channel = v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4 };
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = c => { const [r, g, b] = parse(c); return .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b) };
  const ground = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor;
    if (parse(c)[3] !== 0) return c } return 'rgb(255, 255, 255)' };
  const poor = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.checkVisibility() || ![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    if (e.closest('script, style')) continue;
    const [a, b] = [light(getComputedStyle(e).color), light(ground(e))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) poor.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2) + ' ' + e.textContent.slice(0, 20));
  }
  return poor;
}"""


def test_all_text_stands_out_from_its_ground(browser: Any, file: Path):
    with visit(browser, file) as opened:
        open_all(opened)

        assert opened.script(COLOURS) == []
