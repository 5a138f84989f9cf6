"""The groups that every site begins with."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SLUGS = (
    "mobility",
    "school",
    "rare-bone-diseases",
    "carers",
    "siblings",
    "bereavement",
    "undiagnosed",
)


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Add what is missing; the words stand in `rarekin.web.community.rooms.topics`."""
    group = apps.get_model("community", "Group")
    for slug in SLUGS:
        group.objects.get_or_create(slug=slug)


class Migration(migrations.Migration):
    """Seeds the groups."""

    dependencies = [("community", "0001_initial")]
    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
