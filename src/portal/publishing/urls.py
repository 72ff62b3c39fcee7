"""Addresses of the office: below ``/office/<slug>/items/``."""

from django.urls import URLPattern, path

from portal.publishing.views import acts, importing, items, years

app_name = "publishing"
urlpatterns: list[URLPattern] = [
    path("", items.listing, name="list"),
    path("list.xlsx", items.export, name="export"),
    path("new/", items.create, name="create"),
    path("<int:pk>/", items.page, name="item"),
    path("<int:pk>/edit/", items.edit, name="edit"),
    path("<int:pk>/copy/", items.copy, name="copy"),
    path("<int:pk>/copy/item.html", items.download, {"suffix": "html"}, name="copy_html"),
    path("<int:pk>/copy/item.txt", items.download, {"suffix": "txt"}, name="copy_text"),
    path("<int:pk>/files/<int:file>/", items.attachment, name="attachment"),
    path("<int:pk>/files/<int:file>/remove/", items.remove_file, name="remove_file"),
    path("<int:pk>/placements/<int:placement>/evidence/", items.evidence, name="evidence"),
    path("<int:pk>/submit/", acts.submit, name="submit"),
    path("<int:pk>/approve/", acts.approve, name="approve"),
    path("<int:pk>/return/", acts.send_back, name="send_back"),
    path("<int:pk>/take-back/", acts.take_back, name="take_back"),
    path("<int:pk>/mask/", acts.mask, name="mask"),
    path("<int:pk>/official/", acts.official, name="official"),
    path("<int:pk>/withdraw/", acts.withdraw, name="withdraw"),
    path("<int:pk>/discard/", acts.discard, name="discard"),
    path("<int:pk>/validity/", acts.validity, name="validity"),
    path("<int:pk>/correct/", acts.correct, name="correct"),
    path("<int:pk>/place/", acts.place, name="place"),
    path("import/", importing.choose, name="import"),
    path("import/template.xlsx", importing.template, name="import_template"),
    path("import/<int:pk>/", importing.run, name="import_run"),
    path("import/<int:pk>/confirm/", importing.confirm, name="import_confirm"),
    path("import/<int:pk>/discard/", importing.discard, name="import_discard"),
    path("counts/", years.reconciliation, name="counts"),
    path("counts/<int:year>/", years.reconciliation, name="reconciliation"),
    path("counts/remove/<int:pk>/", years.remove_count, name="remove_count"),
    path("columns/", years.columns, name="columns"),
    path("columns/<int:pk>/", years.column, name="column"),
]
