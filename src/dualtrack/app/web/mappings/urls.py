"""Addresses of what waits for a decision about the crosswalk."""

from django.urls import path

from dualtrack.app.web.mappings import views

urlpatterns = [
    path("crosswalk/candidates/", views.candidates, name="mappings"),
    path("crosswalk/candidates/decide/", views.decide, name="mappings.decide"),
    path("crosswalk/candidates/adopt/", views.adopt, name="mappings.adopt"),
    path("crosswalk/carried/", views.carried, name="mappings.carried"),
]
