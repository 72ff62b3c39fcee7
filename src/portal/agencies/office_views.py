"""An office manages itself: its people, and what stands about it on its site and in its letters."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.agencies.access import Office, office_view
from portal.agencies.management_forms import OfficeForm, PersonForm, RolesForm
from portal.agencies.models import Membership, Person, Role
from portal.agencies.staff import (
    add_person,
    deactivate,
    is_last_clerk,
    password_path,
    send_password_link,
    set_roles,
    works_elsewhere,
)
from portal.audit.log import record
from portal.today import today


@office_view(Role.CLERK)
@require_safe
def staff(request: HttpRequest, office: Office) -> HttpResponse:
    """Everybody who works here, and those who did."""
    memberships = Membership.objects.filter(agency=office.agency).select_related("person").order_by("person__name", "pk")
    people: dict[int, dict[str, Any]] = {}
    for membership in memberships:
        line = people.setdefault(membership.person_id, {"person": membership.person, "roles": [], "unit": ""})
        if membership.person.is_active and (membership.until is None or membership.until >= today()):
            line["roles"].append(membership.get_role_display())
            line["unit"] = line["unit"] or membership.unit
    here = [line for line in people.values() if line["roles"]]
    gone = [line for line in people.values() if not line["roles"]]
    link = request.session.pop("password_link", None)
    return render(request, "staff/list.html", {"here": here, "gone": gone, "link": link})


def _handed_out(request: HttpRequest, person: Person) -> None:
    """The link for the password: by mail where there is an address, and on the next page to be printed, once."""
    link = request.build_absolute_uri(password_path(person))
    if person.email:
        send_password_link(person, link)
    request.session["password_link"] = {"name": person.name, "link": link, "mailed": bool(person.email)}


@office_view(Role.CLERK)
def add(request: HttpRequest, office: Office) -> HttpResponse:
    """Somebody joins."""
    form = PersonForm(office.agency, request.POST or None)
    if request.method == "POST" and form.is_valid():
        person = add_person(office.agency, form.cleaned_data, office.person, today())
        _handed_out(request, person)
        messages.success(request, _("已添加%(name)s。请把设置密码的链接交给本人。") % {"name": person.name})
        return redirect("office:staff", office.agency.slug)
    return render(request, "staff/add.html", {"form": form}, status=422 if form.errors else 200)


def _member(office: Office, pk: int) -> Person:
    """Somebody who works or worked here. Raises :class:`Http404`."""
    return get_object_or_404(Person.objects.filter(memberships__agency=office.agency).distinct(), pk=pk)


@office_view(Role.CLERK)
def edit(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Change somebody's roles."""
    person = _member(office, pk)
    held = Membership.objects.current(today()).filter(agency=office.agency, person=person)
    initial = {"roles": [one.role for one in held], "unit": next((one.unit for one in held if one.unit), "")}
    form = RolesForm(office.agency, request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        roles = form.cleaned_data["roles"]
        if Role.CLERK not in roles and is_last_clerk(office.agency, person, today()):
            form.add_error("roles", _("本机关至少要有一名专职人员。请先给别人这个角色。"))
        else:
            _given(office, person, form)
            messages.success(request, _("已保存%(name)s的角色，下次打开页面时生效。") % {"name": person.name})
            return redirect("office:staff", office.agency.slug)
    context = {"form": form, "member": person, "works_here": held.exists() and person.is_active}
    return render(request, "staff/edit.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _given(office: Office, person: Person, form: RolesForm) -> None:
    set_roles(office.agency, person, form.cleaned_data["roles"], form.cleaned_data["unit"], office.person, today())
    if not person.is_active:
        person.is_active = True
        person.save(update_fields=["is_active"])


@office_view(Role.CLERK)
@require_POST
def link(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """A new link for somebody's password; refused for those whose account another agency has as well."""
    person = _member(office, pk)
    held = Membership.objects.current(today()).filter(agency=office.agency, person=person).exists()
    if not held or not person.is_active:
        messages.error(request, _("%(name)s已停用。请先给角色，再发链接。") % {"name": person.name})
    elif works_elsewhere(office.agency, person, today()) or person.is_superuser:
        messages.error(request, _("%(name)s在别的机关也有角色，只能自己在登录页用“忘记密码”重设。") % {"name": person.name})
    else:
        _handed_out(request, person)
        record(office.agency, office.person, "staff.password_link", person, who=person.pk)
        messages.success(request, _("设置密码的新链接已生成，以前的密码在本人设置新密码后失效。"))
    return redirect("office:staff", office.agency.slug)


@office_view(Role.CLERK)
def leave(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """Somebody leaves, after a page that says what will happen."""
    person = _member(office, pk)
    last = is_last_clerk(office.agency, person, today())
    if request.method == "POST" and not last:
        deactivate(office.agency, person, office.person, today())
        messages.success(request, _("%(name)s已停用，不能再进入本机关；以前经办的记录都保留。") % {"name": person.name})
        return redirect("office:staff", office.agency.slug)
    status = 422 if request.method == "POST" else 200
    return render(request, "staff/leave.html", {"member": person, "last_clerk": last}, status=status)


@office_view(Role.CLERK)
def settings(request: HttpRequest, office: Office) -> HttpResponse:
    """The particulars of the agency; what changed goes into the log with what stood there before."""
    before = {name: getattr(office.agency, name) for name in OfficeForm.Meta.fields}
    form = OfficeForm(request.POST or None, instance=office.agency)
    if request.method == "POST" and form.is_valid():
        if form.changed_data:
            with transaction.atomic():
                agency = form.save()
                changes = {name: [before[name], getattr(agency, name)] for name in form.changed_data}
                record(agency, office.person, "agency.changed", agency, changes=changes)
        messages.success(request, _("机关信息已保存。网站、答复文书和年度报告从现在起用新的内容。"))
        return redirect("office:settings", office.agency.slug)
    office.agency.refresh_from_db()  # the header shows the agency as it is, not as it was typed
    return render(request, "staff/settings.html", {"form": form}, status=422 if form.errors else 200)
