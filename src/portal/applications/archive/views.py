"""The closed file as one PDF (案卷归档)."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from disclosure.errors import DisclosureError
from portal.agencies.access import Office, office_view
from portal.applications.archive.binding import archived
from portal.applications.downloads import PDF, download
from portal.applications.letters.views import READERS, case_of
from portal.audit.log import record as log


@never_cache
@require_safe
@office_view(*READERS)
def archive(request: HttpRequest, office: Office, pk: int) -> HttpResponse:
    """The file of a closed case, with its index. It shows everything, so the log has who took it."""
    application = case_of(office, pk)
    if application.is_open:
        messages.warning(request, _("这件申请还没有办结，办结后才能归档。"))
        return redirect(application)
    try:
        content = archived(application)
    except DisclosureError as error:
        messages.error(request, str(error))
        return redirect(application)
    log(office.agency, office.person, "application.archived", application)
    return download(content, f"{_('案卷')} {application.receipt_number}.pdf", PDF)
