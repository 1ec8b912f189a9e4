"""The address of what ISO/IEC 42001 adds; it stands before those of tasks, and no task has this id."""

from django.urls import path

from dualtrack.app.web.layered import views

urlpatterns = [
    path("plan/iso42001/", views.one, name="plan.layered"),
]
