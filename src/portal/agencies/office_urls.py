"""Addresses with which an office manages itself: below ``/office/<slug>/``."""

from django.urls import path

from portal.agencies import office_views as views

app_name = "office"
urlpatterns = [
    path("staff/", views.staff, name="staff"),
    path("staff/new/", views.add, name="staff_add"),
    path("staff/<int:pk>/", views.edit, name="staff_edit"),
    path("staff/<int:pk>/password-link/", views.link, name="staff_link"),
    path("staff/<int:pk>/leave/", views.leave, name="staff_leave"),
    path("settings/", views.settings, name="settings"),
]
