"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import URLPattern, path

from portal.pages import site_views

urlpatterns: list[URLPattern] = [path("pages/<int:page>/", site_views.page, name="page")]
