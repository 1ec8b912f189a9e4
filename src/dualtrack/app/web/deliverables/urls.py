"""Addresses of deliverables."""

from django.urls import path

from dualtrack.app.web.deliverables import engaging, releases, views

urlpatterns = [
    path("deliverables/", views.several, name="deliverables"),
    path("deliverables/documents/<str:name>.<str:wanted>", views.document, name="deliverables.document"),
    path("deliverables/documents/<str:document>/", releases.one, name="deliverables.one"),
    path("deliverables/documents/<str:document>/prepare/", releases.prepare, name="deliverables.prepare"),
    path(
        "deliverables/documents/<str:document>/difference/",
        releases.compared,
        name="deliverables.difference",
    ),
    path("deliverables/releases/<path:release>/approve/", releases.approve, name="deliverables.approve"),
    path("deliverables/releases/<path:release>/withdraw/", releases.withdraw, name="deliverables.withdraw"),
    path(
        "deliverables/releases/<path:release>.<str:wanted>", releases.released, name="deliverables.released"
    ),
    path("deliverables/waiting/<path:release>.<str:wanted>", releases.waiting, name="deliverables.waiting"),
    path("deliverables/audits/open/", engaging.opened, name="deliverables.open"),
    path("deliverables/audits/<str:engagement>/close/", engaging.closed, name="deliverables.close"),
    path("deliverables/packages/<str:engagement>/", views.package, name="deliverables.package"),
]
