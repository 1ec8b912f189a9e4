"""The address of the access log."""

from django.urls import path

from dualtrack.app.web.access import views

urlpatterns = [path("access/", views.several, name="access")]
