"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import path

from portal.notices import site_views

urlpatterns = [
    path("follow/", site_views.follow, name="follow"),
    path("followed/", site_views.followed, name="followed"),
]
