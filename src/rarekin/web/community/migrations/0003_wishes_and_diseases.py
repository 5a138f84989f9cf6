"""Who works with patients can be met; a conversation can be about a disease, and kept by one."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """After the groups."""

    dependencies = [
        ("accounts", "0001_initial"),
        ("community", "0002_groups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MeetingWish",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("professional", "Professional"),
                            ("organisation", "Organisation"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="meeting_wishes",
                        to="accounts.profile",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("profile", "role"), name="wish_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="post",
            name="disease",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AddField(
            model_name="comoderator",
            name="disease",
            field=models.CharField(blank=True, default="", max_length=32),
        ),
        migrations.AlterField(
            model_name="comoderator",
            name="group",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="co_moderators",
                to="community.group",
            ),
        ),
        migrations.AddConstraint(
            model_name="comoderator",
            constraint=models.UniqueConstraint(
                condition=models.Q(("group__isnull", True)),
                fields=("user", "disease"),
                name="co_moderator_of_disease_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="comoderator",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("disease", ""), ("group__isnull", False)),
                    models.Q(("group__isnull", True), models.Q(("disease", ""), _negated=True)),
                    _connector="OR",
                ),
                name="co_moderator_of_one_thing",
            ),
        ),
    ]
