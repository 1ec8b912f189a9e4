"""Address of an object's history, by its kind and id as the ledger names it."""

from django.urls import path

from dualtrack.app.web.history import views

urlpatterns = [path("history/<str:kind>/<path:key>/", views.one, name="history")]
