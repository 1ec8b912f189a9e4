"""Addresses of the page Integrity."""

from django.urls import path

from dualtrack.app.web.integrity import views

urlpatterns = [
    path("integrity/", views.integrity, name="integrity"),
    path("integrity/checkpoint/", views.checkpoint, name="integrity.checkpoint"),
    path("integrity/witness/", views.witness, name="integrity.witness"),
]
