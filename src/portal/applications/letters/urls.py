"""Addresses of letters, redaction and the archive: below ``/office/<slug>/applications/``."""

from django.urls import URLPattern, path

from portal.applications.archive import views as archive_views
from portal.applications.letters import template_views
from portal.applications.letters import views as letter_views
from portal.applications.redacting import views as redaction_views

letter_urls: list[URLPattern] = [
    path("form/<slug:suffix>/", letter_views.blank_form, name="blank_form"),
    path("templates/", template_views.template_list, name="templates"),
    path("templates/<slug:kind>/", template_views.template_edit, name="template"),
    path("<int:pk>/form/<slug:suffix>/", letter_views.filled_form, name="filled_form"),
    path("<int:pk>/receipt/<slug:suffix>/", letter_views.receipt, name="receipt"),
    path("<int:pk>/archive/", archive_views.archive, name="archive"),
    path("<int:pk>/letters/new/<slug:kind>/", letter_views.new_letter, name="new_letter"),
    path("<int:pk>/letters/<int:letter_pk>/view/", letter_views.letter_page, name="letter_page"),
    path("<int:pk>/letters/<int:letter_pk>/pdf/", letter_views.letter_pdf, name="letter_pdf"),
    path("<int:pk>/letters/<int:letter_pk>/delivery/<slug:suffix>/", letter_views.delivery, name="letter_delivery"),
    path("<int:pk>/files/<int:attachment_pk>/redact/", redaction_views.redact, name="redact"),
    path("<int:pk>/files/<int:attachment_pk>/redact/<int:page>/", redaction_views.page, name="redact_page"),
]
