"""Addresses of the supervisor: below ``/supervise/<slug>/``."""

from django.urls import path, re_path

from portal.annual import comparison_views
from portal.annual.supervising import register_views, views

urlpatterns = [
    path("", views.board, name="board"),
    path("register.csv", views.register_file, name="register_file"),
    path("register/", register_views.register, name="register"),
    path("register/take/", register_views.register_take, name="register_take"),
    path("upload/", views.upload, name="upload"),
    path("received/<int:pk>/", views.received, name="received"),
    path("received/<int:pk>/file/", views.file, name="file"),
    path("received/<int:pk>/again/", views.check_again, name="check_again"),
    path("received/<int:pk>/recognise/", views.recognise, name="recognise"),
    path("<int:year>/again/", views.check_all_again, name="check_all_again"),
    path("received/<int:pk>/assign/", views.assign, name="assign"),
    path("received/<int:pk>/remove/", views.remove, name="remove"),
    path("received/<int:pk>/start/", views.start, name="start"),
    path("signed/<int:pk>/", views.signed, name="signed"),
    re_path(r"^(?P<kind>received|signed)/(?P<pk>\d+)/finding/(?P<fingerprint>[0-9a-f]{64})/$", views.verdict, name="verdict"),
    re_path(r"^(?P<kind>received|signed)/(?P<pk>\d+)/back/(?P<paper>comments|tables|letter)/$", views.back, name="back"),
    re_path(r"^(?P<kind>received|signed)/(?P<pk>\d+)/compare/$", comparison_views.below, name="compare"),
    path("<int:year>/roll-up/", views.roll_up, name="roll_up"),
    path("<int:year>/roll-up/cell/<str:address>/", views.roll_up_cell, name="roll_up_cell"),
    path("<int:year>/roll-up/report.<str:suffix>", views.roll_up_file, name="roll_up_file"),
]
