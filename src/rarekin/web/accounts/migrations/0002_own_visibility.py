"""Every entry of a profile says for itself how far it goes; a host has a picture for a logo."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SHARINGS = [
    ("private", "Only I see it"),
    ("match", "Used to find people, not shown"),
    ("peers", "Shown to people I was introduced to"),
]


def _sharing() -> models.Field[str, str]:
    return models.CharField(choices=SHARINGS, default="private", max_length=8)


def keep_what_was_chosen(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """One choice stood for both wishes."""
    profiles = apps.get_model("accounts", "Profile").objects
    profiles.update(looks_for_sharing=models.F("can_offer_sharing"))


class Migration(migrations.Migration):
    """After 0001."""

    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SignUpWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                ("email", models.EmailField(max_length=254)),
                ("invitation_hash", models.CharField(blank=True, default="", max_length=64)),
                ("is_held", models.BooleanField(default=False)),
                ("expires_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["expires_at"], name="wish_expires")]},
        ),
        migrations.AddField(
            model_name="user",
            name="told_idle_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RemoveField(model_name="host", name="logo_svg"),
        migrations.AddField(
            model_name="host",
            name="logo_png",
            field=models.BinaryField(blank=True, default=bytes),
        ),
        migrations.RenameField("profile", "wishes_sharing", "can_offer_sharing"),
        migrations.AddField("profile", "looks_for_sharing", _sharing()),
        migrations.RunPython(keep_what_was_chosen, migrations.RunPython.noop),
        migrations.AddField("profile", "languages_sharing", _sharing()),
        migrations.AddField("profile", "role_sharing", _sharing()),
        migrations.AddField("profile", "age_sharing", _sharing()),
        migrations.AlterField("profiletopic", "sharing", _sharing()),
    ]
