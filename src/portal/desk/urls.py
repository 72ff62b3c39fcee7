"""Addresses of the start pages."""

from django.urls import path

from portal.desk import views

urlpatterns = [
    path("", views.start, name="start"),
    path("<slug:slug>/", views.today_page, name="today"),
]
