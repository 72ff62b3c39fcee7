"""Addresses of the public site: below ``/site/<slug>/``."""

from django.urls import URLPattern, path

from portal.applicants import account_views, site_views

urlpatterns: list[URLPattern] = [
    path("track/withdraw/", site_views.withdraw, name="withdraw"),
    path("track/correct/", site_views.correct, name="correct"),
    path("track/rate/", site_views.rate, name="rate"),
    path("account/", account_views.mine, name="mine"),
    path("account/sign-up/", account_views.sign_up, name="sign_up"),
    path("account/sign-in/", account_views.sign_in, name="sign_in"),
    path("account/sign-out/", account_views.sign_out, name="sign_out"),
    path("account/keep/", account_views.keep, name="keep"),
    path("account/let-go/", account_views.let_go, name="let_go"),
    path("account/<int:owned>/", account_views.one, name="my_application"),
]
