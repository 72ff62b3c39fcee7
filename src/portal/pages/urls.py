"""Addresses of the office: below ``/office/<slug>/pages/``."""

from django.urls import URLPattern, path

from portal.pages import views

app_name = "pages"
urlpatterns: list[URLPattern] = [path("edit/", views.edit, name="edit")]
