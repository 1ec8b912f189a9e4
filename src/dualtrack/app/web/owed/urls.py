"""Address of the list of what is owed."""

from django.urls import path

from dualtrack.app.web.owed import views

urlpatterns = [path("owed/", views.owed, name="owed")]
