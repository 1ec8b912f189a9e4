"""Addresses of risks, the method and what follows from the register."""

from django.urls import path

from dualtrack.app.web.risks import changing, export, library, methods, views

urlpatterns = [
    path("risks/", views.several, name="risks"),
    path("risks/order/", views.order, name="risks.order"),
    path("risks/soc2/", views.soc2, name="risks.soc2"),
    path("risks/new/", changing.add, name="risks.add"),
    path("risks/export/<str:kind>/", export.file, name="risks.export"),
    path("risks/library/", library.shown, name="risks.library"),
    path("risks/library/adopt/", library.adopt, name="risks.adopt"),
    path("risks/method/", methods.one, name="risks.method"),
    path("risks/method/draft/", methods.draft, name="risks.method.draft"),
    path("risks/method/<str:method>/approve/", methods.approve, name="risks.method.approve"),
    path("risks/<str:risk>/", views.one, name="risks.one"),
    path("risks/<str:risk>/change/", changing.change, name="risks.change"),
    path("risks/<str:risk>/assess/", changing.assess, name="risks.assess"),
    path("risks/<str:risk>/retire/", changing.retire, name="risks.retire"),
    path("risks/<str:risk>/plan/", changing.plan, name="risks.plan"),
    path("risks/<str:risk>/done/<str:action>/", changing.done, name="risks.done"),
    path("risks/<str:risk>/accept/<str:kind>/", changing.accept, name="risks.accept"),
]
