"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import path

from portal.law import site_views

urlpatterns = [path("law/", site_views.law, name="law")]
