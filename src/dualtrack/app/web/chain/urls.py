"""Addresses of the chain."""

from django.urls import path

from dualtrack.app.web.chain import views

urlpatterns = [
    path("chain/", views.begin, name="chain"),
    path("chain/<str:step>/<path:key>/", views.one, name="chain.one"),
]
