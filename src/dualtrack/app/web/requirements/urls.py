"""Addresses of requirements."""

from django.urls import path

from dualtrack.app.web.requirements import views

urlpatterns = [
    path("requirements/", views.first, name="requirements"),
    path("requirements/<str:framework>/", views.of, name="requirements.of"),
    path("requirements/<str:framework>/<str:local>/", views.one, name="requirements.one"),
    path("requirements/<str:framework>/<str:local>/decide/", views.decide, name="requirements.decide"),
]
