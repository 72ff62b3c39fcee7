"""Addresses of the office: below ``/office/<slug>/disputes/``."""

from django.urls import path

from portal.disputes import views

app_name = "disputes"
urlpatterns = [
    path("", views.dispute_list, name="list"),
    path("new/", views.add, name="add"),
    path("<int:pk>/", views.edit, name="edit"),
]
