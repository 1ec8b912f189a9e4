"""Addresses of Today."""

from django.urls import path

from dualtrack.app.web.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("readiness/", views.table, name="today.table"),
]
