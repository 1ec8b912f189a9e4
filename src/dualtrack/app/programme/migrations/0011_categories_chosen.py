"""The SOC 2 categories can be chosen anew while the programme runs."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A table of choices; before the first one the organisation's own categories count."""

    dependencies = (("programme", "0010_order_price"),)

    operations = (
        migrations.CreateModel(
            name="CategoriesChosenRow",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("seq", models.PositiveBigIntegerField(editable=False)),
                ("recorded_at", models.DateTimeField(editable=False)),
                ("categories", models.JSONField()),
                ("since", models.DateField()),
                ("reason", models.TextField()),
                ("chosen_by", models.TextField()),
            ],
            options={"abstract": False},
        ),
    )
