"""The pages of an agency, and who may edit them."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import GroupPagePermission, Page

from portal.agencies.models import Agency, Membership, Role
from portal.pages.models import ContentPage, SitePage
from portal.today import today

#: Editors of an agency are the group of this name with the agency's slug behind it.
GROUP_PREFIX = "pages-"
#: What an editor may do with the pages below the agency's root.
_RIGHTS = ("add_page", "change_page", "publish_page")


def introduction_of(agency: Agency) -> str:
    """The text of the front page as rich text; empty without one."""
    return SitePage.objects.live().filter(agency=agency).values_list("introduction", flat=True).first() or ""


def pages_of(agency: Agency) -> QuerySet[ContentPage]:
    """The published pages of an agency in the order that the editor gave them."""
    root = SitePage.objects.filter(agency=agency).first()
    return ContentPage.objects.child_of(root).live().order_by("path") if root else ContentPage.objects.none()


@transaction.atomic
def open_editing(agency: Agency) -> SitePage:
    """The root of the agency's pages, made when it is not there, with the agency's clerks of today as its only editors."""
    root = SitePage.objects.filter(agency=agency).first()
    if root is None:
        root = Page.get_first_root_node().add_child(
            instance=SitePage(title=agency.name, slug=f"site-{agency.slug}", agency=agency, live=True)
        )
    group, _created = Group.objects.get_or_create(name=f"{GROUP_PREFIX}{agency.slug}")
    group.permissions.add(Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin"))
    for right in _RIGHTS:
        permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=right)
        GroupPagePermission.objects.get_or_create(group=group, page=root, permission=permission)
    clerks = Membership.objects.current(today()).filter(agency=agency, role=Role.CLERK).values_list("person", flat=True)
    group.user_set.set(clerks)
    return root
