"""Addresses of the office: below ``/office/<slug>/disputes/``."""

from django.urls import path

from portal.disputes import views

app_name = "disputes"
urlpatterns = [
    path("", views.dispute_list, name="list"),
    path("register.xlsx", views.export, name="export"),
    path("new/", views.add, name="add"),
    path("<int:pk>/", views.case, name="case"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/do/<slug:key>/", views.act, name="act"),
    path("<int:pk>/events/<int:sequence>/strike/", views.strike, name="strike"),
    path("<int:pk>/reveal/", views.reveal, name="reveal"),
    path("<int:pk>/erase/", views.erase, name="erase"),
    path("<int:pk>/files/", views.add_file, name="add_file"),
    path("<int:pk>/files/<int:dispute_file>/", views.file, name="file"),
]
