"""Every address of the server: the pages, and sign-in among them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("", include("dualtrack.app.web.urls"))]

handler404 = "dualtrack.app.web.base.errors.not_found"
handler500 = "dualtrack.app.web.base.errors.failed"
