"""What people can say they want to talk about, and in which languages."""

from __future__ import annotations

from django.conf.locale import LANG_INFO
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOPICS: dict[str, str | Promise] = {
    "daily-life": _("Daily life"),
    "mobility": _("Moving about"),
    "pain": _("Pain"),
    "school": _("School"),
    "work": _("Work"),
    "treatment": _("Treatment"),
    "pregnancy": _("Having children"),
    "carers": _("Caring for somebody"),
    "siblings": _("Brothers and sisters"),
    "bereavement": _("Losing somebody"),
    "undiagnosed": _("Living without a diagnosis"),
    "rare-bone-diseases": _("Rare bone diseases"),
    "research": _("Research"),
}

# Where Django has the English name, or an adverb, in place of the language's own.
_OWN_NAMES = {
    "cs": "čeština", "eu": "euskara", "km": "ភាសាខ្មែរ", "kn": "ಕನ್ನಡ", "mn": "монгол",
    "pa": "ਪੰਜਾਬੀ", "sk": "slovenčina",
}  # fmt: skip
LANGUAGES: tuple[tuple[str, str], ...] = tuple(
    sorted(
        (
            (code, _OWN_NAMES.get(code, str(info["name_local"])))
            for code, info in LANG_INFO.items()
            if len(code) == 2 and "name_local" in info
        ),
        key=lambda pair: pair[1].casefold(),
    )
)
