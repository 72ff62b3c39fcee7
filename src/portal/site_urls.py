"""An agency's public site (公开网站): the addresses that each room brings, below ``/site/<slug>/``."""

from portal.annual.site.urls import urlpatterns as annual
from portal.applicants.site_urls import urlpatterns as applicants
from portal.applications.intake.site_urls import urlpatterns as applications
from portal.disputes.site_urls import urlpatterns as disputes
from portal.law.site_urls import urlpatterns as law
from portal.ledgers.site_urls import urlpatterns as ledgers
from portal.notices.site_urls import urlpatterns as notices
from portal.pages.site_urls import urlpatterns as pages
from portal.publishing.site_urls import urlpatterns as publishing

app_name = "site"
urlpatterns = [*publishing, *law, *pages, *applicants, *applications, *annual, *ledgers, *disputes, *notices]
