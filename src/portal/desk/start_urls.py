"""Addresses of the first run: nothing is here once an agency exists."""

from django.urls import path

from portal.desk import start_views

urlpatterns = [path("", start_views.first_run, name="first_run")]
