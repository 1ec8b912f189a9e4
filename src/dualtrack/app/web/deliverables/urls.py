"""Addresses of deliverables."""

from django.urls import path

from dualtrack.app.web.deliverables import views

urlpatterns = [
    path("deliverables/", views.several, name="deliverables"),
    path("deliverables/documents/<str:name>.<str:wanted>", views.document, name="deliverables.document"),
    path("deliverables/packages/<str:engagement>/", views.package, name="deliverables.package"),
]
