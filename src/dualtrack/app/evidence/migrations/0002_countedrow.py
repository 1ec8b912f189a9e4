"""The stamp of the daily counts."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add it."""

    dependencies: ClassVar = [("evidence", "0001_initial")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="CountedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("seq", models.BigIntegerField()),
                ("until", models.DateTimeField(null=True)),
                ("program", models.CharField(max_length=32)),
                ("digest", models.CharField(max_length=64)),
            ],
        ),
    ]
