"""Addresses of the office: below ``/office/<slug>/law/``."""

from django.urls import path

from portal.law import views

app_name = "law"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("notice/", views.notice, name="notice"),
    path("local/", views.local, name="local"),
    path("readings/", views.readings, name="readings"),
    path("moved/", views.moved, name="moved"),
]
