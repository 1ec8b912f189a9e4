"""How the object of an anchor in a bucket is locked; anchors from before lie in none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0006_guards"),
    ]

    operations = [
        migrations.AddField(
            model_name="anchorrow",
            name="locked",
            field=models.JSONField(null=True),
        ),
    ]
