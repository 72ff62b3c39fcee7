"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import URLPattern, path

from portal.publishing import site_views

urlpatterns: list[URLPattern] = [
    path("", site_views.home, name="home"),
]
