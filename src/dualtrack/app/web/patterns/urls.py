"""Addresses of the failure patterns."""

from django.urls import path

from dualtrack.app.web.patterns import views

urlpatterns = [
    path("patterns/", views.overview, name="patterns"),
    path("patterns/<str:finding>/answer/", views.answer, name="patterns.answer"),
]
