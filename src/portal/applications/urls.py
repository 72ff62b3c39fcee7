"""Addresses of the office: below ``/office/<slug>/applications/``."""

from django.urls import path

from portal.applications import ledger_views, views
from portal.applications.beside import views as beside_views
from portal.applications.fees import views as fee_views
from portal.applications.handling import views as handling_views
from portal.applications.handling.urls import handling_urls
from portal.applications.intake import views as intake_views
from portal.applications.letters.urls import letter_urls
from portal.applications.privacy import views as privacy_views

app_name = "applications"
urlpatterns = [
    path("", handling_views.case_list, name="list"),
    path("periods/", ledger_views.ledger, name="ledger"),
    path("fees/", fee_views.ledger, name="fees"),
    path("new/", views.enter, name="enter"),
    path("<int:pk>/", views.case_file, name="case"),
    path("<int:pk>/reveal/", views.reveal, name="reveal"),
    path("<int:pk>/do/<slug:key>/", views.act, name="act"),
    path("<int:pk>/events/<int:sequence>/strike/", views.strike, name="strike"),
    path("<int:pk>/letters/<int:letter_pk>/", views.letter, name="letter"),
    path("<int:pk>/files/<int:attachment_pk>/", views.attachment, name="attachment"),
    path("<int:pk>/fee/", fee_views.fee, name="fee"),
    *handling_urls,
    path("<int:pk>/split/", intake_views.split_case, name="split"),
    path("<int:pk>/help/", intake_views.help_given, name="help"),
    path("beside/", beside_views.beside, name="beside"),
    path("beside/template/", beside_views.import_template, name="import_template"),
    path("beside/hand-out/", beside_views.hand_out, name="hand_out"),
    path("beside/<int:pk>/", beside_views.import_look, name="import_look"),
    path("beside/<int:pk>/take/", beside_views.import_take, name="import_take"),
    path("retention/", privacy_views.retention, name="retention"),
    path("<int:pk>/erase/", privacy_views.erasure, name="erase"),
    path("<int:pk>/person/", privacy_views.person, name="person"),
    path("<int:pk>/person/export/", privacy_views.export, name="export_person"),
    *letter_urls,
]
