"""Advice that holds for every rare disease: first steps, and questions for the doctor.

General words of ours; nothing here says anything about one disease.
"""

from __future__ import annotations

from django.utils.functional import Promise

from rarekin.web.shell.phrases import gettext_lazy as _

STEPS: tuple[str | Promise, ...] = (
    _("Ask what has to be decided now, and what can wait."),
    _("Ask for every result on paper, and keep it all in one folder. It saves you retelling."),
    _("Ask which doctor will lead your care from now on, and whom to call when it gets worse."),
    _("Write down what you see, with dates and photos. You know more about it than anybody."),
    _("Look for others with the disease when you are ready. You need not do it alone."),
)

QUESTIONS: tuple[str | Promise, ...] = (
    _("How sure is the diagnosis? What would make it surer?"),
    _("Is there anything we must not do, such as an injection, an operation or a medicine?"),
    _("Which signs mean that we should come at once?"),
    _("What should be checked from time to time, and how often?"),
    _("Who has seen several people with this disease?"),
    _("Can it come again in our family? Who can explain that to us?"),
    _("Is there a study or a register we could join?"),
    _("What help is there for school, work, money and everyday life?"),
)
