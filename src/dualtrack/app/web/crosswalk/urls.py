"""Addresses of the crosswalk: a requirement is written as in its own address, a pair as two of them."""

from django.urls import path

from dualtrack.app.web.crosswalk import views

_PAIR = "crosswalk/<str:framework>/<str:local>/<str:other>/<str:partner>/"

urlpatterns = [
    path("crosswalk/", views.whole, name="crosswalk"),
    path("crosswalk/article/", views.article, name="crosswalk.article"),
    path("crosswalk/<str:framework>/<str:local>/", views.one, name="crosswalk.one"),
    path(_PAIR, views.pair, name="crosswalk.pair"),
    path(f"{_PAIR}decide/", views.decide, name="crosswalk.decide"),
    path(f"{_PAIR}review/", views.review, name="crosswalk.review"),
]
