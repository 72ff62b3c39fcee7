"""Addresses of the supervisor: below ``/supervise/<slug>/``."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
