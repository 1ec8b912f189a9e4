"""Addresses of the registers; what is no id of a record stands before the records."""

from django.urls import path

from dualtrack.app.web.registers import export, imports, people, records, views, wizard

urlpatterns = [
    path("registers/", views.index, name="registers"),
    path("registers/people/", people.several, name="registers.people"),
    path("registers/people/new/", people.new, name="registers.people.new"),
    path("registers/imports/<str:key>/", imports.one, name="registers.import"),
    path("registers/imports/<str:key>/undo/", imports.undo, name="registers.import.undo"),
    path("registers/imports/<str:key>/file/", imports.file, name="registers.import.file"),
    path("registers/imports/<str:key>/rejected/", imports.rejected, name="registers.import.rejected"),
    path("registers/<str:register>/", views.several, name="registers.list"),
    path("registers/<str:register>/new/", records.new, name="registers.new"),
    path("registers/<str:register>/import/", wizard.begin, name="registers.wizard"),
    path("registers/<str:register>/import/<str:draft>/", wizard.step, name="registers.wizard.step"),
    path("registers/<str:register>/export/<str:kind>/", export.file, name="registers.export"),
    path("registers/people/<str:person>/", people.one, name="registers.person"),
    path("registers/<str:register>/<str:record>/", records.one, name="registers.one"),
    path("registers/<str:register>/<str:record>/change/", records.change, name="registers.change"),
    path("registers/<str:register>/<str:record>/retire/", records.retire, name="registers.retire"),
]
