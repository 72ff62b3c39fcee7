"""All addresses."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls

from portal.agencies import views as agencies

urlpatterns = [
    path("", agencies.home, name="home"),
    path("language/", agencies.choose_language, name="choose_language"),
    path("large-type/", agencies.choose_type_size, name="choose_type_size"),
    path("start/", include(("portal.desk.start_urls", "start"))),
    path("desk/", include(("portal.desk.urls", "desk"))),
    path("accounts/", include("allauth.account.urls")),
    path("site/<slug:slug>/", include("portal.site_urls")),
    path("office/<slug:slug>/", include("portal.agencies.office_urls")),
    path("office/<slug:slug>/law/", include("portal.law.urls")),
    path("office/<slug:slug>/items/", include("portal.publishing.urls")),
    path("office/<slug:slug>/pages/", include("portal.pages.urls")),
    path("office/<slug:slug>/applications/", include("portal.applications.urls")),
    path("office/<slug:slug>/satisfaction/", include("portal.applicants.urls")),
    path("office/<slug:slug>/disputes/", include("portal.disputes.urls")),
    path("office/<slug:slug>/ledgers/", include("portal.ledgers.urls")),
    path("office/<slug:slug>/annual/", include("portal.annual.urls")),
    path("supervise/<slug:slug>/", include(("portal.annual.supervising.urls", "supervise"))),
    path("demo/", include(("portal.annual.demonstrating.urls", "demo"))),
    path("cms/", include(wagtailadmin_urls)),
]
