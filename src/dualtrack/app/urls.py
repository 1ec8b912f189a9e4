"""Every address of the server: the pages, and sign-in."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = []
if "allauth.account" in settings.INSTALLED_APPS:
    urlpatterns.append(path("accounts/", include("allauth.account.urls")))
if "dualtrack.app.web" in settings.INSTALLED_APPS:
    urlpatterns.append(path("", include("dualtrack.app.web.urls")))
