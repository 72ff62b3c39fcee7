"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import path

from portal.annual.site import counted_views
from portal.annual.site import views as site_views

urlpatterns = [
    path("annual-reports/", site_views.annual_reports, name="annual_reports"),
    path("annual-reports/<int:year>/", site_views.annual_report, name="annual_report"),
    path("annual-reports/<int:year>/report.<str:suffix>", site_views.annual_report_file, name="annual_report_file"),
    path("annual-reports/<int:year>/counted.json", counted_views.ledger, name="counted_list"),
    path("counted/", counted_views.counted, name="counted"),
]
