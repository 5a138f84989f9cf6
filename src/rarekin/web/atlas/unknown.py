"""What a section says where none of our sources says anything."""

from __future__ import annotations

from django.utils.functional import Promise

from rarekin.model.disease import Section
from rarekin.web.shell.phrases import gettext_lazy as _

UNKNOWN: dict[Section, str | Promise] = {
    Section.SIGNS: _(
        "None of our sources lists signs of this disease. That does not mean that there are none."
    ),
    Section.CAUSES: _(
        "None of our sources names a cause. It may be unknown, or not yet in the data we read."
    ),
    Section.INHERITANCE: _(
        "None of our sources says how it is inherited. A genetic clinic can look at your own"
        " family."
    ),
    Section.DIAGNOSIS: _(
        "We know of no published criteria in a form that can be checked here. Doctors diagnose it"
        " from the signs, from tests, and often from a genetic test."
    ),
    Section.OUTLOOK: _(
        "None of our sources says how life with this disease goes on. For most rare diseases"
        " nobody has followed enough people to know. Ask somebody who has seen others with it."
    ),
    Section.PREVALENCE: _("None of our sources says how many people have it."),
    Section.TREATMENT: _(
        "None of our sources describes a treatment. That does not mean that nothing can be done:"
        " pain, movement, eating, sleep and mood can often be helped."
    ),
    Section.TRIALS: _("We keep no list of studies on this disease. The places below do."),
    Section.LOOKALIKES: _("Too few signs are on record to say which diseases look like it."),
    Section.ORGANISATIONS: _(
        "We know of no organisation for this disease. Umbrella groups such as EURORDIS in Europe"
        " and NORD in the United States help people find others."
    ),
}
