"""What is done with an item: handing in, reviewing, releasing, taking back, correcting, withdrawing. Every one by POST."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.agencies.access import Office, office_view
from portal.agencies.models import Role
from portal.asked import whole_number
from portal.publishing import personal, placing, review, writing
from portal.publishing.forms import PlacementForm, ReasonForm, ValidityForm
from portal.publishing.models import Item, Status
from portal.publishing.refusing import Refused
from portal.publishing.views.acting import act, item_of


def _done(request: HttpRequest, office: Office, pk: int, do: object, said: str) -> HttpResponse:
    return act(request, do, said, "publishing:item", office.agency.slug, pk)  # type: ignore[arg-type]


@office_view(*writing.WRITERS)
@require_POST
def submit(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Hand an item in."""
    item_of(office, pk)
    return _done(request, office, pk, lambda: review.submit(office, pk), _("已提交审核，等待审核人处理。"))


@office_view(*review.REVIEWERS)
@require_POST
def approve(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Pass the step that the page showed."""
    item_of(office, pk)
    try:
        item = review.approve(office, pk, *_seen(request), request.POST.get("opinion", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:item", office.agency.slug, pk)
    messages.success(request, _said_of(item, office))
    return redirect("publishing:item", office.agency.slug, item.pk)


def _said_of(item: Item, office: Office) -> str:
    if item.status == Status.IN_REVIEW:
        return _("已通过，转到下一步。")
    if office.agency.hosting and not item.is_elsewhere:
        return _("已签发，信息已在公开网站上。")
    return _("已签发。请点“复制到平台”，到平台上发布，再登记发布的网址。")


@office_view(*review.REVIEWERS)
@require_POST
def send_back(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Return an item with an opinion."""
    item_of(office, pk)
    opinion = request.POST.get("opinion", "")
    return _done(
        request,
        office,
        pk,
        lambda: review.send_back(office, pk, *_seen(request), opinion),
        _("已退回，起草人会在“今天要办”里看到意见。"),
    )


def _seen(request: HttpRequest) -> tuple[str, int]:
    """The hash and the step that the page showed."""
    position = request.POST.get("position", "")
    return request.POST.get("content_hash", ""), whole_number(position) or 0


@office_view(*writing.WRITERS)
@require_POST
def take_back(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Take an item out of its review."""
    item_of(office, pk)
    return _done(request, office, pk, lambda: writing.take_back(office, pk), _("已撤回为草稿，改好后重新提交。"))


@office_view(*writing.WRITERS)
@require_POST
def mask(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Mask the personal numbers in the texts."""
    item_of(office, pk)
    said = _("标题和正文里的个人号码已遮盖。附件里的，请换上遮盖过的文件。")
    return _done(request, office, pk, lambda: writing.mask_numbers(office, pk), said)


@office_view()
@require_POST
def official(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Say that a number is an office's own."""
    item = item_of(office, pk)
    digest, reason = request.POST.get("digest", ""), request.POST.get("reason", "")
    return _done(
        request, office, pk, lambda: personal.mark_official(office, item, digest, reason), _("已标记为公务号码，理由已记录。")
    )


@office_view(Role.CLERK, Role.LEADER)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Withdraw a released item, after saying what will happen."""
    item = item_of(office, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = _("已撤下。页面保留，写明撤下日期和原因。")
        return _done(request, office, pk, lambda: writing.withdraw(office, pk, form.cleaned_data["reason"]), said)
    return render(request, "publishing/withdraw.html", {"item": item, "form": form})


@office_view(*writing.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Delete a draft that was never handed in, after asking."""
    item = item_of(office, pk)
    if request.method == "POST":
        try:
            writing.discard(office, pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("publishing:item", office.agency.slug, pk)
        messages.success(request, _("草稿已删除。"))
        return redirect("publishing:list", office.agency.slug)
    return render(request, "publishing/discard.html", {"item": item})


@office_view(Role.CLERK)
@require_POST
def validity(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Mark a document as repealed, expired, or in force."""
    item_of(office, pk)
    form = ValidityForm(request.POST)
    chosen = form.cleaned_data if form.is_valid() else {"validity": "", "reason": ""}
    return _done(
        request, office, pk, lambda: writing.mark_validity(office, pk, chosen["validity"], chosen["reason"]),
        _("有效性已标注在页面上。"),
    )  # fmt: skip


@office_view(*writing.WRITERS)
@require_POST
def correct(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Begin a correction of a released item."""
    item_of(office, pk)
    try:
        draft = writing.correct(office, pk)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("publishing:item", office.agency.slug, pk)
    messages.success(request, _("已建立更正稿。原信息照常公开，更正稿签发后替换它。"))
    return redirect("publishing:edit" if writing.may_write(office, draft) else "publishing:item", office.agency.slug, draft.pk)


@office_view()
@require_POST
def place(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Enter a placement."""
    item = item_of(office, pk)
    form = PlacementForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "publishing/place.html", {"item": item, "form": form}, status=400)
    return _done(request, office, pk, lambda: placing.place(office, pk, form.cleaned_data), _("已登记这一渠道的发布。"))
