"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
