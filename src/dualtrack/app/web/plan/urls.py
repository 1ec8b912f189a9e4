"""Addresses of the plan."""

from django.urls import path

from dualtrack.app.web.plan import changing, levelling, ordering, views

urlpatterns = [
    path("plan/", views.overview, name="plan"),
    path("plan/forecast/", views.forecast, name="plan.forecast"),
    path("plan/level/", levelling.proposal, name="plan.level"),
    path("plan/level/apply/", levelling.apply, name="plan.level.apply"),
    path("plan/order/", ordering.order, name="plan.order"),
    path("plan/order/propose/", changing.propose, name="plan.propose"),
    path("plan/order/<str:decision>/approve/", changing.approve, name="plan.approve"),
    path("plan/calendar.ics", views.calendar_file, name="plan.calendar"),
    path("plan/settings/", changing.settings, name="plan.settings"),
    path("plan/keep/", changing.keep, name="plan.keep"),
    path("plan/pause/", changing.pause, name="plan.pause"),
    path("plan/pause/<str:pause_id>/end/", changing.end_pause, name="plan.pause.end"),
    path("plan/<str:task>/", views.one, name="plan.one"),
    path("plan/<str:task>/move/", changing.move, name="plan.move"),
    path("plan/<str:task>/back/", changing.put_back, name="plan.back"),
    path("plan/<str:task>/complete/", changing.complete, name="plan.complete"),
    path("plan/<str:task>/reopen/", changing.reopen, name="plan.reopen"),
]
