"""Addresses of a demonstration's reports: below ``/demo/``."""

from django.urls import path

from portal.annual.demonstrating import views as demo_views

urlpatterns = [
    path("reports/<int:number>/", demo_views.report, name="report"),
    path("reports/<int:number>/start/", demo_views.start, name="start"),
]
