"""Items: the list, writing one, its page, its files."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F, Q, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.agencies.access import Office, office_view
from portal.agencies.models import Membership, Role
from portal.asked import whole_number
from portal.publishing import outputs, review, services, writing
from portal.publishing.files import attachment_response
from portal.publishing.forms import FilterForm, ItemForm, PlacementForm, ValidityForm
from portal.publishing.models import Attachment, Item, Placement, Status
from portal.publishing.personal import numbers_in
from portal.publishing.refusing import Refused
from portal.publishing.views.acting import act, item_of

#: Lines of a list's page.
_PAGE = 30


@office_view()
@require_safe
def listing(request: HttpRequest, office: Office) -> HttpResponse:
    """The items of the agency, filtered."""
    form = FilterForm(office.agency, request.GET)
    page = Paginator(_filtered(office, form), _PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "may_write": office.may(*writing.WRITERS),
        "may_import": office.may(Role.CLERK),
        "has_columns": services.columns_of(office.agency).exists(),
        "filtered": any(request.GET.get(name) for name in form.fields),
        "query": request.GET.urlencode(),
    }
    return render(request, "publishing/list.html", context)


@office_view()
@require_safe
def export(request: HttpRequest, office: Office) -> HttpResponse:
    """The same list as .xlsx."""
    items = _filtered(office, FilterForm(office.agency, request.GET))
    return spreadsheet(outputs.list_workbook(items.iterator()), "items.xlsx")


def _filtered(office: Office, form: FilterForm) -> QuerySet[Item]:
    found = Item.objects.filter(agency=office.agency).exclude(status=Status.MERGED).select_related("column", "author")
    asked: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    for name in ("status", "column", "item_class"):
        if asked.get(name):
            found = found.filter(**{name: asked[name]})
    if asked.get("year"):
        found = found.filter(published_on__year=asked["year"])
    if asked.get("q"):
        q = asked["q"]
        found = found.filter(
            Q(title__icontains=q) | Q(document_number__icontains=q) | Q(index_number__icontains=q) | Q(source_address=q)
        )
    # What is on its way comes first, then what is out, the newest first.
    if asked.get("status") in writing.OPEN:
        return found.order_by("-changed_at", "-pk")
    return found.order_by(F("published_on").desc(nulls_first=True), "-pk")


@office_view(*writing.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: HttpRequest, office: Office) -> HttpResponse:
    """Write a new item."""
    if not services.columns_of(office.agency).exists():
        messages.info(request, _("还没有栏目。先建立标准栏目，再录入信息。"))
        return redirect("publishing:columns", office.agency.slug)
    form = ItemForm(office.agency, request.POST or None, request.FILES or None, initial=_initial(request, office))
    if request.method == "POST" and form.is_valid():
        try:
            item = writing.create(office, form.item_fields(), form.cleaned_data["attachments"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, office, item)
    return render(request, "publishing/form.html", {"form": form, **_lists(office)})


@office_view(*writing.WRITERS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Change an open item."""
    item = item_of(office, pk)
    if not writing.may_write(office, item):
        messages.error(request, _("这条信息现在不能修改：在审核中的先撤回，已发布的用“更正”。"))
        return redirect("publishing:item", office.agency.slug, item.pk)
    form = ItemForm(office.agency, request.POST or None, request.FILES or None, instance=item)
    if request.method == "POST" and form.is_valid():
        try:
            version = form.cleaned_data.get("version")
            saved = writing.change(
                office, pk, -1 if version is None else version, form.item_fields(), form.cleaned_data["attachments"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _saved(request, office, saved)
    return render(request, "publishing/form.html", {"form": form, "item": item, **_lists(office)})


def _saved(request: HttpRequest, office: Office, item: Item) -> HttpResponse:
    if "submit" in request.POST:
        return act(
            request, lambda: review.submit(office, item.pk), _("已保存并提交审核，等待审核人处理。"),
            "publishing:item", office.agency.slug, item.pk,
        )  # fmt: skip
    messages.success(request, _("已保存为草稿。看过没有问题，就可以提交审核。"))
    return redirect("publishing:item", office.agency.slug, item.pk)


def _initial(request: HttpRequest, office: Office) -> dict[str, Any]:
    """The column that the desk asked for, and where the person works."""
    column = request.GET.get("column", "")
    return {"unit": _unit(office), "column": whole_number(column)}


def _unit(office: Office) -> str:
    membership = Membership.objects.filter(person=office.person, agency=office.agency).exclude(unit="").first()
    return membership.unit if membership else ""


def _lists(office: Office) -> dict[str, Any]:
    """What was used before, offered again."""
    items = Item.objects.filter(agency=office.agency)
    return {
        name: items.exclude(**{field: ""}).order_by(field).values_list(field, flat=True).distinct()[:50]
        for name, field in (("classes", "item_class"), ("units", "unit"))
    }


@office_view()
@require_safe
def page(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """An item: where it stands, what it says, what was done with it, what can be done now."""
    item = item_of(office, pk)
    standing = review.standing(item)
    refusal = review.why_not(office, item) if item.status == Status.IN_REVIEW else ""
    context = {
        "item": item,
        "metadata": outputs.metadata(item),
        "standing": standing,
        "steps": _steps(item, standing),
        "content_hash": item.content_hash(),
        "may_review": item.status == Status.IN_REVIEW and not refusal,
        "refusal": refusal,
        "may_write": writing.may_write(office, item),
        "may_take_back": item.status == Status.IN_REVIEW and (office.may(Role.CLERK) or item.author_id == office.person.pk),
        "may_discard": writing.may_write(office, item) and not item.round,
        "is_clerk": office.may(Role.CLERK),
        "may_correct": item.status == Status.RELEASED and office.may(*writing.WRITERS),
        "may_withdraw": item.status == Status.RELEASED and office.may(Role.CLERK, Role.LEADER),
        "acts": item.acts.select_related("reviewer").order_by("-at", "-position"),
        "numbers": numbers_in(item) if item.status in (*writing.OPEN, Status.IN_REVIEW) else [],
        "unread_files": [file for file in item.attachments.all() if not file.was_read],
        "placement_form": PlacementForm(),
        "validity_form": ValidityForm(initial={"validity": item.validity, "reason": item.validity_reason}),
        "releases": item.releases.select_related("released_by"),
    }
    return render(request, "publishing/item.html", context)


def _steps(item: Item, standing: review.Standing) -> list[dict[str, Any]]:
    """The strip of a round: each step with who did it, done, next or ahead."""
    labels = [_("提交"), *(_("审核") for _step in range(standing.needed - 2)), _("签发")]
    done = len(standing.acts) if item.status in (Status.IN_REVIEW, Status.RELEASED, Status.WITHDRAWN, Status.MERGED) else 0
    steps = []
    for place, label in enumerate(labels):
        act_done = standing.acts[place] if place < done else None
        steps.append({"label": label, "act": act_done, "is_next": place == done and item.status != Status.RELEASED})
    return steps


@office_view()
@require_safe
def copy(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """An item ready to paste into another platform."""
    item = item_of(office, pk)
    context = {
        "item": item,
        "html": outputs.clean_html(item),
        "text": outputs.tab_separated(item),
        "metadata": outputs.platform_metadata(item),
    }
    return render(request, "publishing/copy.html", context)


@office_view()
@require_safe
def download(_request: HttpRequest, office: Office, pk: int, suffix: str) -> HttpResponse:
    """An item as a file: clean HTML, or tab-separated text."""
    item = item_of(office, pk)
    made = outputs.page(item) if suffix == "html" else "\ufeff" + outputs.tab_separated(item)
    response = HttpResponse(made.encode(), content_type="text/plain; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="item-{item.pk}.{suffix}"'
    return response


@office_view()
@require_safe
def attachment(_request: HttpRequest, office: Office, pk: int, file: int) -> HttpResponse:
    """A file of an item."""
    return attachment_response(get_object_or_404(Attachment, pk=file, item__pk=pk, item__agency=office.agency))


@office_view()
@require_safe
def evidence(_request: HttpRequest, office: Office, pk: int, placement: int) -> HttpResponse:
    """The proof of a placement."""
    found = get_object_or_404(Placement.objects.exclude(evidence=""), pk=placement, item__pk=pk, item__agency=office.agency)
    return FileResponse(found.evidence.open("rb"), as_attachment=True)


@office_view(*writing.WRITERS)
@require_POST
def remove_file(request: HttpRequest, office: Office, pk: int, file: int) -> HttpResponse:
    """Take a file off an open item."""
    get_object_or_404(Attachment, pk=file, item=item_of(office, pk))
    return act(request, lambda: writing.detach(office, pk, file), _("附件已移除。"), "publishing:edit", office.agency.slug, pk)


def spreadsheet(data: bytes, name: str) -> HttpResponse:
    """An .xlsx for downloading."""
    response = HttpResponse(data, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
