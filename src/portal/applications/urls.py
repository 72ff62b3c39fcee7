"""Addresses of the office: below ``/office/<slug>/applications/``."""

from django.urls import path

from portal.applications import ledger_views, views
from portal.applications.fees import views as fee_views
from portal.applications.handling import views as handling_views
from portal.applications.handling.urls import handling_urls
from portal.applications.letter_urls import letter_urls

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
    *letter_urls,
]
