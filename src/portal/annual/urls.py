"""Addresses of the office: below ``/office/<slug>/annual/``."""

from django.urls import path

from portal.annual import comparison_views, views
from portal.annual.statements import views as statement_views

app_name = "annual"
urlpatterns = [
    path("", views.years, name="years"),
    path("start/", views.start, name="start"),
    path("<int:year>/", views.editor, name="year"),
    path("<int:year>/narrative/", views.narrative, name="narrative"),
    path("<int:year>/draft/", views.draft, name="draft"),
    path("<int:year>/cell/<str:address>/", views.cell, name="cell"),
    path("<int:year>/finding/<str:fingerprint>/", views.verdict, name="verdict"),
    path("<int:year>/compare/", comparison_views.own, name="compare"),
    path("<int:year>/send/", views.send, name="send"),
    path("<int:year>/sign/", views.sign, name="sign"),
    path("<int:year>/return/", views.send_back, name="return"),
    path("<int:year>/publish/", views.publish, name="publish"),
    path("<int:year>/restate/", views.restate, name="restate"),
    path("<int:year>/version/<int:number>/", views.version, name="version"),
    path("<int:year>/version/<int:number>/fill/", views.fill, name="fill"),
    path("<int:year>/version/<int:number>/report.<str:suffix>", views.version_file, name="version_file"),
    path("<int:year>/statements/", statement_views.listed, name="statements"),
    path("<int:year>/statements/<int:pk>/confirm/", statement_views.confirm, name="confirm"),
    path("<int:year>/statements/<int:pk>/reject/", statement_views.reject, name="reject"),
    path("<int:year>/statements/<int:pk>/document/", statement_views.document, name="document"),
]
