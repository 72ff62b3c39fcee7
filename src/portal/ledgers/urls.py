"""Addresses of the office: below ``/office/<slug>/``."""

from django.urls import URLPattern

app_name = "ledgers"
urlpatterns: list[URLPattern] = []
