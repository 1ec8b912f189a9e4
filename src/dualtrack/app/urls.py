"""Every address of the server: the API, and the pages, with sign-in among them."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", include("dualtrack.app.api.urls")),
    path("", include("dualtrack.app.web.urls")),
]

handler404 = "dualtrack.app.web.base.errors.not_found"
handler500 = "dualtrack.app.web.base.errors.failed"
