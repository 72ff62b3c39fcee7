"""Addresses of the first run: nothing is here once an agency exists."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
