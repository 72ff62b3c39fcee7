"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import URLPattern, path

from portal.publishing import site_views
from portal.search import views as search

urlpatterns: list[URLPattern] = [
    path("", site_views.home, name="home"),
    path("columns/<slug:key>/", site_views.column, name="column"),
    path("items/<int:pk>/", site_views.item, name="item"),
    path("items/<int:pk>/files/<int:file>/", site_views.item_file, name="item_file"),
    path("catalogue/", site_views.catalogue, name="catalogue"),
    path("guide/", site_views.guide, name="guide"),
    path("policies/", site_views.policies, name="policies"),
    path("statutory/", site_views.statutory, name="statutory"),
    path("search/", search.search, name="search"),
]
