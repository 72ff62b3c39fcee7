"""Addresses of the office: below ``/office/<slug>/satisfaction/``."""

from django.urls import path

from portal.applicants import office_views

app_name = "applicants"
urlpatterns = [path("", office_views.ratings, name="ratings")]
