"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import path

from portal.ledgers import site_views

urlpatterns = [path("ledger/<slug:key>/", site_views.ledger, name="ledger")]
