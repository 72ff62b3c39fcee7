"""Addresses of the office: below ``/office/<slug>/ledgers/``."""

from django.urls import path

from portal.ledgers import views

app_name = "ledgers"
urlpatterns = [
    path("", views.overview, name="list"),
    path("files/<int:pk>/", views.file, name="file"),
    path("<slug:key>/", views.entries, name="kind"),
    path("<slug:key>/new/", views.new, name="new"),
    path("<slug:key>/import/", views.import_file, name="import"),
    path("<slug:key>/template.xlsx", views.template, name="template"),
    path("<slug:key>/export.xlsx", views.export, name="export"),
    path("<slug:key>/<int:pk>/", views.entry, name="entry"),
    path("<slug:key>/<int:pk>/edit/", views.edit, name="edit"),
    path("<slug:key>/<int:pk>/withdraw/", views.withdraw_entry, name="withdraw"),
]
