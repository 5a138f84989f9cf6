"""Rate limits in the database, so that every worker counts the same."""

from __future__ import annotations

from django.db import models


class Bucket(models.Model):
    """A token bucket; its key is a keyed hash, so that the table names nobody."""

    key = models.CharField(max_length=64, primary_key=True)
    tokens = models.FloatField()
    updated_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("updated_at",), name="bucket_updated"),)

    def __str__(self) -> str:
        return self.key[:8]
