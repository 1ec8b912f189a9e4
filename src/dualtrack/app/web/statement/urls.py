"""Addresses of the statement."""

from django.urls import path

from dualtrack.app.web.statement import views

urlpatterns = [
    path("statement/", views.annex, name="statement"),
    path("statement/soc2/", views.criteria, name="statement.soc2"),
    path("statement/soc2/choose/", views.choose, name="statement.choose"),
    path("statement/soc2/<str:category>/explain/", views.explain, name="statement.explain"),
    path("statement/documented/", views.documented, name="statement.documented"),
    path("statement/certificate/", views.certify, name="statement.certify"),
]
