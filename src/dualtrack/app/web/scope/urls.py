"""Addresses of the scope pages."""

from django.urls import path

from dualtrack.app.web.scope import views

urlpatterns = [
    path("scope/", views.overview, name="scope"),
    path("scope/things/", views.things, name="scope.things"),
    path("scope/explain/", views.explain, name="scope.explain"),
    path("scope/draft/<str:framework>/", views.draft, name="scope.draft"),
    path("scope/<str:version>/", views.one, name="scope.one"),
    path("scope/<str:version>/approve/", views.approve, name="scope.approve"),
]
