"""A link for a contact lets one new account in, on a site for invited people."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("community", "0009_clock"),
    ]

    operations = [
        migrations.AddField(
            model_name="contactlink",
            name="has_let_in",
            field=models.BooleanField(default=False),
        ),
    ]
