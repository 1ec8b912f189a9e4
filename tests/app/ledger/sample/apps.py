"""The sample as a Django app, installed by the ledger's tests alone."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    """Two recorded tables and one that is not."""

    name = "tests.app.ledger.sample"
    label = "sample"
