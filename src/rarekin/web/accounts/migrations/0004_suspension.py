"""Who is suspended can sign in and read why; an account knows the language of its mails."""

from __future__ import annotations

from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def keep_who_is_suspended(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Carry over who could not sign in at all."""
    User: Any = apps.get_model("accounts", "User")
    User.objects.filter(is_active=False).update(suspended_at=timezone.now())


def keep_who_is_inactive(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Go back."""
    User: Any = apps.get_model("accounts", "User")
    User.objects.filter(suspended_at__isnull=False).update(is_active=False)


class Migration(migrations.Migration):
    """A moment in the place of a switch."""

    dependencies = (("accounts", "0003_sign_up_for"),)

    operations = (
        migrations.AddField("user", "suspended_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "user", "language", models.CharField(blank=True, default="", max_length=8)
        ),
        migrations.RunPython(keep_who_is_suspended, keep_who_is_inactive),
        migrations.RemoveField("user", "is_active"),
    )
