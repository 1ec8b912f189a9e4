"""Addresses of the page of the advice."""

from django.urls import path

from dualtrack.app.web.advice import views

urlpatterns = [
    path("advice/", views.one, name="advice"),
    path("advice/give/", views.give, name="advice.give"),
]
