"""Addresses of the choice of auditors."""

from django.urls import path

from dualtrack.app.web.auditors import views

urlpatterns = [
    path("auditors/", views.overview, name="auditors"),
    path("auditors/<str:framework>/decide/", views.decide, name="auditors.decide"),
    path("auditors/<str:framework>/book/", views.book, name="auditors.book"),
]
