"""The price of an order is kept with the decision on it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Two columns, empty for decisions that were taken before."""

    dependencies = (("programme", "0009_audit_days"),)

    operations = (
        migrations.AddField("sequencingdecisionrow", "price", models.JSONField(null=True)),
        migrations.AddField("sequencingdecisionrow", "cost", models.JSONField(null=True)),
    )
