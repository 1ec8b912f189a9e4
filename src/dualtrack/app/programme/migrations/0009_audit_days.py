"""What the certification body's days hang on beside the persons: the basis of before says nothing of it."""

from django.db import migrations, models


def _plain() -> dict[str, object]:
    """A profile that changes nothing, as the upcaster of the recorded basis has it."""
    return {
        "business": "medium",
        "technology": "medium",
        "adjustment": None,
        "alike": [],
        "integration": 0,
        "sites": [],
        "why_complexity": "",
        "why_alike": "",
        "why_integration": "",
    }


class Migration(migrations.Migration):

    dependencies = [
        ("programme", "0008_plan_hours"),
    ]

    operations = [
        migrations.AddField(
            model_name="costbasisrow",
            name="profile",
            field=models.JSONField(default=_plain),
            preserve_default=False,
        ),
    ]
