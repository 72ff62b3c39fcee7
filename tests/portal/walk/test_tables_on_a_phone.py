"""Tables at 360 pixels: rows of lists become cards, the form's tables keep their labels, and nothing is cut off unsaid."""

from __future__ import annotations

from datetime import date

import pytest

from portal.agencies.models import Person
from portal.annual.models import ReceivedReport
from portal.demo.county import invent
from walk_cast import PASSWORD, PHONE, browser, fits, open_page

__all__ = ["browser", "open_page"]

DAY = date(2026, 3, 2)
#: Who opens which pages; "" is the public.
PAGES = {
    "qinghe-clerk": (
        "/office/qinghe/annual/2025/",
        "/office/qinghe/annual/2025/version/1/",
        "/office/qinghe/annual/2026/",
        "/office/qinghe/applications/",
        "/office/qinghe/applications/periods/",
        "/office/qinghe/applications/templates/",
        "/office/qinghe/disputes/",
        "/office/qinghe/items/",
        "/office/qinghe/items/columns/",
        "/office/qinghe/items/counts/2025/",
        "/office/qinghe/applications/fees/",
        "/office/qinghe/ledgers/training/",
        "/office/qinghe/law/",
        "/office/qinghe/staff/",
    ),
    "county": ("/supervise/yunxi/", "/supervise/yunxi/2025/roll-up/"),
    "": (
        "/site/qinghe/",
        "/site/qinghe/annual-reports/2025/",
        "/site/qinghe/catalogue/",
        "/site/qinghe/guide/",
        "/site/qinghe/law/",
        "/site/qinghe/policies/",
        "/site/qinghe/statutory/",
    ),
}
#: Tables of which a part is out of sight; those of the form with more columns than a phone has room for are asked for apart.
CUT_OFF = """[...document.querySelectorAll('.table-wrap')]
  .filter(box => box.scrollWidth > box.clientWidth && !box.querySelector('.form-table.applications, .form-table.disputes'))
  .map(box => `${box.getAttribute('aria-label')} ${box.scrollWidth}/${box.clientWidth}`)"""
#: What cells of cards are called, against the heading of their column.
MISNAMED = """[...document.querySelectorAll('table.cases')].flatMap(table => {
  const heads = [...table.querySelectorAll('thead th')].map(head => head.textContent.trim());
  return [...table.querySelectorAll('tbody tr')].flatMap(row => [...row.cells])
    .filter(cell => cell.dataset.label !== undefined && cell.dataset.label !== heads[cell.cellIndex])
    .map(cell => `${cell.dataset.label} for ${heads[cell.cellIndex]}`);
})"""
NAMED = "document.querySelectorAll('table.cases td[data-label]').length"
THREE = "document.querySelector('.form-table.applications')"
LABELS = [f"[...{THREE}.querySelectorAll('tbody th.label-{at}')].at(-1).getBoundingClientRect().left" for at in range(3)]


def in_sight(page, selector):
    """How many of the cells lie wholly between the edges of the box their table scrolls in."""
    return page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(cell => {
             const [own, box] = [cell.getBoundingClientRect(), cell.closest('.table-wrap').getBoundingClientRect()];
             return own.left >= box.left && own.right <= box.right;
           }).length""",
        selector,
    )


@pytest.mark.django_db(transaction=True)
def test_no_list_hides_a_column_and_no_page_is_wider_than_the_phone(as_of, open_page):
    as_of(DAY)
    invent(DAY)
    for who in Person.objects.filter(username__in=[name for name in PAGES if name]):
        who.set_password(PASSWORD)
        who.save()
    named = 0

    for username, paths in PAGES.items():
        page = open_page(PHONE, username)
        received = [f"/supervise/yunxi/received/{one.pk}/" for one in ReceivedReport.objects.all()[:1]]
        for path in (*paths, *(received if username == "county" else ())):
            answer = page.goto(path)
            assert answer.status == 200, path
            fits(page)
            assert page.evaluate(CUT_OFF) == [], path
            assert page.evaluate(MISNAMED) == [], path
            named += page.evaluate(NAMED)
            if path.endswith("/annual/2026/"):
                assert "框中小字：记录数，点开可看" in page.inner_text("#legend-applications")
                assert "括号内：上年" in page.inner_text("#legend-applications")
                described = page.get_attribute(".form-table.applications", "aria-describedby")
                assert described == "legend-applications"

    assert named > 300, "the lists are not empty"


@pytest.mark.django_db(transaction=True)
def test_table_three_shows_figures_at_once_and_keeps_its_labels_while_it_scrolls(as_of, town, clerk, open_page):
    as_of(DAY)
    page = open_page(PHONE, clerk.username)
    page.goto(f"/office/{town.slug}/annual/2025/")
    fits(page)
    rows = page.locator(".form-table.applications tbody tr").count()

    assert rows >= 25
    assert in_sight(page, ".form-table.applications tbody td:last-of-type") == 0, "the last column is still to come"
    assert in_sight(page, ".form-table.applications tbody td:first-of-type") == rows
    assert page.locator(".swipe.applications").is_visible()
    width, labels = page.evaluate(
        f"[{THREE}.parentNode.clientWidth, {THREE}.querySelector('thead th').getBoundingClientRect().width]"
    )
    assert labels <= 0.45 * width

    before = [page.evaluate(label) for label in LABELS]
    page.evaluate(f"{THREE}.parentNode.scrollLeft = 9999")

    assert [page.evaluate(label) for label in LABELS] == pytest.approx(before, abs=1)
    assert in_sight(page, ".form-table.applications tbody td:last-of-type") == rows
    unscoped = page.evaluate(f"[...{THREE}.querySelectorAll('th')].filter(head => !head.scope).length")
    assert unscoped == 0


@pytest.mark.django_db(transaction=True)
def test_on_paper_nothing_of_the_phone_is_left(as_of, town, clerk, open_page):
    as_of(DAY)
    page = open_page(PHONE, clerk.username)
    page.goto(f"/office/{town.slug}/annual/2025/")
    page.emulate_media(media="print")

    assert not page.locator(".swipe.applications").is_visible()
    assert page.evaluate(f"getComputedStyle({THREE}.querySelector('tbody th')).position") == "static"
    assert page.evaluate(f"getComputedStyle({THREE}.parentNode).overflowX") == "visible"
