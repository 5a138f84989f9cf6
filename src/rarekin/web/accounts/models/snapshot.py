"""Counts of people, frozen weekly; the only numbers about people that leave the database."""

from __future__ import annotations

from django.db import models


class DiseaseCount(models.Model):
    """How many consenting people named a disease when the week was frozen.

    ``country`` is empty for the total. Only `rarekin.web.accounts.house.counts.safe_count` reads
    this table.
    """

    week = models.DateField()
    disease = models.CharField(max_length=32)
    country = models.CharField(max_length=2, blank=True, default="")
    n_people = models.PositiveIntegerField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("week", "disease", "country"), name="count_once_per_week"
            ),
        )

    def __str__(self) -> str:
        return f"{self.week}"
