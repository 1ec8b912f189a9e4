"""Addresses of the proposals; they stand before the controls', and no control has this id."""

from django.urls import path

from dualtrack.app.web.proposals import views

urlpatterns = [
    path("controls/proposals/", views.overview, name="controls.proposals"),
    path("controls/proposals/decide/", views.decide, name="controls.proposals.decide"),
]
