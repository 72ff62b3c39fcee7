"""Addresses of handling inside the office: below ``/office/<slug>/applications/``."""

from django.urls import URLPattern, path

from portal.applications.handling import views, views_after

handling_urls: list[URLPattern] = [
    path("assigned/", views.assigned_list, name="assigned_list"),
    path("assigned/<int:assignment_pk>/", views.assigned, name="assigned"),
    path("neighbours/", views_after.neighbour_list, name="neighbours"),
    path("neighbours/<int:neighbour_pk>/drop/", views_after.neighbour_drop, name="neighbour_drop"),
    path("corrections/", views_after.correction_list, name="corrections"),
    path("corrections/<int:correction_pk>/", views_after.correction, name="correction"),
    path("corrections/<int:correction_pk>/file/<slug:suffix>/", views_after.correction_file, name="correction_file"),
    path("corrections/<int:correction_pk>/evidence/<int:file_pk>/", views_after.correction_evidence, name="correction_evidence"),
    path("corrections/<int:correction_pk>/erase/", views_after.correction_erasure, name="correction_erase"),
    path("<int:pk>/assign/", views.assign, name="assign"),
    path("<int:pk>/notes/", views.note, name="note"),
    path("<int:pk>/check/", views.check, name="check"),
    path("<int:pk>/extension/", views.extension, name="extension"),
    path("<int:pk>/publish/", views_after.publish, name="publish"),
]
