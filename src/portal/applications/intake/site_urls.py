"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import URLPattern, path

from portal.applications.intake import site_views as views

urlpatterns: list[URLPattern] = [
    path("apply/", views.apply, name="apply"),
    path("apply/send/", views.apply_send, name="apply_send"),
    path("apply/end/", views.apply_end, name="apply_end"),
    path("apply/receipt/", views.apply_receipt, name="apply_receipt"),
    path("apply/receipt/<slug:suffix>/", views.receipt_file, name="receipt_file"),
    path("apply/form/<slug:suffix>/", views.blank_form, name="blank_form"),
    path("apply/<slug:step>/", views.apply_step, name="apply_step"),
    path("track/", views.track, name="track"),
]
