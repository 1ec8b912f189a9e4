"""Addresses of the crosswalk: a requirement is written as in its own address, a pair as two of them."""

from django.urls import path

from dualtrack.app.web.crosswalk import views

urlpatterns = [
    path("crosswalk/", views.whole, name="crosswalk"),
    path("crosswalk/article/", views.article, name="crosswalk.article"),
    path("crosswalk/<str:framework>/<str:local>/", views.one, name="crosswalk.one"),
    path(
        "crosswalk/<str:framework>/<str:local>/<str:other>/<str:partner>/", views.pair, name="crosswalk.pair"
    ),
]
