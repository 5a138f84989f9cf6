"""What the sections of a disease page are called, wherever one is named."""

from __future__ import annotations

from django.utils.functional import Promise

from rarekin.model.disease import Section
from rarekin.web.shell.phrases import gettext_lazy as _

HEADINGS: dict[Section, str | Promise] = {
    Section.SAFETY: _("Before anything else"),
    Section.SUMMARY: _("What is it?"),
    Section.SIGNS: _("Signs"),
    Section.CAUSES: _("What causes it?"),
    Section.INHERITANCE: _("How is it inherited?"),
    Section.DIAGNOSIS: _("How is it diagnosed?"),
    Section.OUTLOOK: _("Outlook"),
    Section.LIVING: _("Living with it"),
    Section.PREVALENCE: _("How many people have it?"),
    Section.TREATMENT: _("Treatment"),
    Section.FOLLOWUP: _("Follow-up"),
    Section.TRIALS: _("Studies"),
    Section.LOOKALIKES: _("What looks like it?"),
    Section.FIRST_STEPS: _("What to do now"),
    Section.ORGANISATIONS: _("Organisations"),
    Section.PEOPLE: _("People"),
    Section.SOURCES: _("Sources"),
}
