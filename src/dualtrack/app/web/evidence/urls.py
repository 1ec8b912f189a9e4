"""Addresses of evidence."""

from django.urls import path

from dualtrack.app.web.evidence import views

urlpatterns = [
    path("evidence/", views.several, name="evidence"),
    path("evidence/add/", views.add, name="evidence.add"),
    path("evidence/runs/", views.runs, name="evidence.runs"),
    path("evidence/<str:evidence>/", views.one, name="evidence.one"),
    path("evidence/<str:evidence>/file/", views.file, name="evidence.file"),
]
