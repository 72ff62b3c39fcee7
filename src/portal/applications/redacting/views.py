"""Blacking out a file of the case: words, personal numbers found by themselves, rectangles drawn on the page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.errors import DisclosureError
from disclosure.isolation.errand import run
from disclosure.redaction import Area, Page
from portal.agencies.access import Office, office_view
from portal.applications.letters.views import ACTORS, case_of
from portal.applications.models import Attachment
from portal.applications.redacting import services as redaction

_MOST_WORDS = 50


def _file(office: Office, pk: int, attachment_pk: int) -> Attachment:
    return get_object_or_404(Attachment, pk=attachment_pk, application=case_of(office, pk))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@office_view(*ACTORS)
def redact(request: HttpRequest, office: Office, pk: int, attachment_pk: int) -> HttpResponse:
    """The pages of a file with what is to be black on them; first what the search found, then the file made of it."""
    file = _file(office, pk, attachment_pk)
    act = request.POST.get("act", "")
    try:
        if not redaction.is_pdf(file):
            return _first_as_pages(request, office, file)
        pages: tuple[Page, ...] = run("sizes", file.content())
        areas = redaction.written_areas(request.POST.getlist("area"))
        if act == "make":
            made, proof = redaction.blacken(file, areas, office.person)
            messages.success(
                request,
                _(
                    "已生成“%(name)s”，遮盖%(areas)s处，随答复提供。已重新读取核验：%(pages)s页全部是图片，没有可复制的文字和文件属性，遮盖处为全黑。"
                )
                % {"name": made.title, "areas": proof.areas, "pages": proof.pages},
            )
            return redirect(file.application)
        words = [word.strip() for word in request.POST.get("words", "").splitlines() if word.strip()][:_MOST_WORDS]
        personal = request.method != "POST" or "personal" in request.POST
        found, silent = redaction.search(file.content(), words, personal=personal)
    except DisclosureError as error:
        return _refused(request, file, error)
    return _page(request, file, pages, [*areas, *(each for each in found if not _covered(each, areas))], words, silent, personal)


def _first_as_pages(request: HttpRequest, office: Office, file: Attachment) -> HttpResponse:
    """An office file is made a PDF first."""
    if request.POST.get("act") == "pages":
        made = redaction.as_pages(file, office.person)
        messages.success(request, _("已转换成PDF，请核对页面。"))
        return redirect("applications:redact", office.agency.slug, file.application_id, made.pk)
    return render(request, "applications/redact.html", {"application": file.application, "file": file, "convert": True})


def _refused(request: HttpRequest, file: Attachment, error: DisclosureError) -> HttpResponse:
    context = {"application": file.application, "file": file, "error": str(error), "convert": False}
    return render(request, "applications/redact.html", context, status=422)


def _covered(area: Area, others: list[Area]) -> bool:
    return any(
        other.page == area.page and other.left <= area.left + 1e-4 and other.top <= area.top + 1e-4
        and other.right >= area.right - 1e-4 and other.bottom >= area.bottom - 1e-4
        for other in others
    )  # fmt: skip


def _page(
    request: HttpRequest, file: Attachment, pages: tuple[Page, ...], areas: list[Area], words: list[str], silent: tuple[int, ...],
    personal: bool,
) -> HttpResponse:  # fmt: skip
    on_pages: list[dict[str, Any]] = [
        {"page": page, "ratio": f"{page.width:.0f} / {page.height:.0f}", "silent": page.number in silent,
         "areas": [_shown(area) for area in areas if area.page == page.number]}
        for page in pages
    ]  # fmt: skip
    context = {
        "application": file.application, "file": file, "pages": on_pages, "count": len(areas), "words": "\n".join(words),
        "silent": silent, "personal": personal, "may": redaction.may_redact(file.application),
    }  # fmt: skip
    return render(request, "applications/redact.html", context)


def _shown(area: Area) -> dict[str, Any]:
    """An area as the page draws it: percents of its page."""
    return {
        "value": redaction.as_value(area), "why": area.why, "left": f"{area.left * 100:.3f}", "top": f"{area.top * 100:.3f}",
        "width": f"{(area.right - area.left) * 100:.3f}", "height": f"{(area.bottom - area.top) * 100:.3f}",
    }  # fmt: skip


@never_cache
@require_safe
@office_view(*ACTORS)
def page(request: HttpRequest, office: Office, pk: int, attachment_pk: int, page: int) -> HttpResponse:  # noqa: ARG001
    """A page of a file as a picture."""
    file = _file(office, pk, attachment_pk)
    try:
        picture = run("draw", file.content(), page, 110)
    except (DisclosureError, IndexError) as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/png")
