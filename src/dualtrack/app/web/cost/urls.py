"""Addresses of the page of costs."""

from django.urls import path

from dualtrack.app.web.cost import views

urlpatterns = [
    path("cost/", views.one, name="cost"),
    path("cost/basis/", views.basis, name="cost.basis"),
    path("cost/line/", views.line, name="cost.line"),
    path("cost/quote/", views.quote, name="cost.quote"),
    path("cost/accept/", views.accept, name="cost.accept"),
    path("cost/spend/", views.spend, name="cost.spend"),
    path("cost/costs.<slug:kind>", views.export, name="cost.export"),
]
