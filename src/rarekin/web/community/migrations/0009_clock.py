"""A person's own clock, half hours and summer time included, instead of whole hours."""

from typing import Any

from django.db import migrations, models


def take_over(apps: Any, _editor: Any) -> None:
    """Keep the hours that somebody chose."""
    rhythms = apps.get_model("community", "MailRhythm").objects
    for rhythm in rhythms.exclude(utc_offset_hours=0):
        hours = rhythm.utc_offset_hours
        rhythm.clock = f"{'-' if hours < 0 else '+'}{abs(hours):02}:00"
        rhythm.save(update_fields=("clock",))


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0008_desk_mails"),
    ]

    operations = [
        migrations.AddField(
            model_name="mailrhythm",
            name="clock",
            field=models.CharField(blank=True, default="", max_length=40),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
        migrations.RemoveField(model_name="mailrhythm", name="utc_offset_hours"),
    ]
