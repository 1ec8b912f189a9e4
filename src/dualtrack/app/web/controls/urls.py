"""Addresses of controls and their documents."""

from django.urls import path

from dualtrack.app.web.controls import views

urlpatterns = [
    path("controls/", views.several, name="controls"),
    path("controls/<str:control>/", views.one, name="controls.one"),
    path("controls/<str:control>/change/", views.change, name="controls.change"),
    path("controls/<str:control>/approve/", views.approve, name="controls.approve"),
    path("controls/<str:control>/deliver/", views.deliver, name="controls.deliver"),
    path("controls/<str:control>/deviation/", views.deviate, name="controls.deviate"),
    path("controls/<str:control>/document/", views.add_document, name="controls.add_document"),
    path(
        "controls/<str:control>/document/<str:document>/approve/",
        views.approve_document,
        name="controls.approve_document",
    ),
    path("documents/<str:document>/", views.document_file, name="controls.document_file"),
]
