"""What a scope states beside its members; versions from before state nothing."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("scope", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="scopeversionrow",
            name="terms",
            field=models.JSONField(null=True),
        ),
    ]
