"""What accepted suggestions come to, and the mark that outlives an address."""

from typing import Any

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import rarekin.web.accounts.models.profile
from rarekin.web.curation.models import mark_of


def mark_writers(apps: Any, schema_editor: Any) -> None:
    """Give the suggestions that are here the mark of their writer, where one is known."""
    suggestions = apps.get_model("curation", "Suggestion")
    for one in suggestions.objects.select_related("author").iterator():
        email = one.author.email if one.author is not None else one.email
        if email:
            suggestions.objects.filter(pk=one.pk).update(writer=mark_of(email))


class Migration(migrations.Migration):
    dependencies = [
        ("curation", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="suggestion",
            name="writer",
            field=models.CharField(blank=True, db_index=True, default="", max_length=64),
        ),
        migrations.RunPython(mark_writers, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Contribution",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "handle",
                    models.CharField(
                        default=rarekin.web.accounts.models.profile.new_handle,
                        editable=False,
                        max_length=24,
                        unique=True,
                    ),
                ),
                ("disease", models.CharField(max_length=40)),
                ("section", models.CharField(max_length=20)),
                ("term", models.CharField(blank=True, default="", max_length=20)),
                ("sentence", models.CharField(blank=True, default="", max_length=400)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "waits for a published source"),
                            ("sourced", "has a source, and waits for a second reader"),
                            ("published", "stands on the page, with its source"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(blank=True, default="", max_length=300)),
                ("doi", models.CharField(blank=True, default="", max_length=120)),
                ("pmid", models.CharField(blank=True, default="", max_length=12)),
                ("url", models.URLField(blank=True, default="", max_length=300)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("frequency", models.CharField(blank=True, default="", max_length=12)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("sourced_at", models.DateTimeField(blank=True, null=True)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("n_people", models.PositiveIntegerField(default=0)),
                ("counted_week", models.DateField(blank=True, null=True)),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions_published",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "sourced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="contributions_sourced",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Backing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "suggestion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="backings",
                        to="curation.suggestion",
                    ),
                ),
                (
                    "contribution",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="backings",
                        to="curation.contribution",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.UniqueConstraint(
                condition=models.Q(("term", ""), _negated=True),
                fields=("disease", "section", "term"),
                name="contribution_of_sign_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="contribution",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"), models.Q(("title", ""), _negated=True), _connector="OR"
                ),
                name="contribution_sourced_with_title",
            ),
        ),
        migrations.AddConstraint(
            model_name="backing",
            constraint=models.UniqueConstraint(
                fields=("suggestion", "contribution"), name="backed_once"
            ),
        ),
    ]
