"""Addresses of retention, below Integrity."""

from django.urls import path

from dualtrack.app.web.retention import views

urlpatterns = [
    path("integrity/retention/", views.retention, name="integrity.retention"),
    path("integrity/retention/ask/", views.ask, name="integrity.retention.ask"),
    path("integrity/retention/hold/", views.hold, name="integrity.retention.hold"),
    path(
        "integrity/retention/<str:erasure>/carry-out/", views.carry_out, name="integrity.retention.carry_out"
    ),
    path("integrity/retention/<str:erasure>/decline/", views.decline, name="integrity.retention.decline"),
    path("integrity/retention/<str:legal_hold>/lift/", views.lift, name="integrity.retention.lift"),
]
