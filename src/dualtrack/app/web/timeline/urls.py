"""Address of the timeline."""

from django.urls import path

from dualtrack.app.web.timeline import views

urlpatterns = [path("timeline/", views.timeline, name="timeline")]
