"""Which sense of a word stands in a sentence: the glossary explains only the one it means.

English spells a seizure and a verb alike (*fit*), lost skills and a shrinking tumour
(*regression*). For each such spelling one pattern says where the glossary's sense is meant, or
where it is not; a word in doubt stays unexplained, since a wrong explanation frightens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_AROUND = 90


@dataclass(frozen=True, slots=True)
class Sense:
    """Where a spelling has the sense that the glossary explains.

    Attributes
    ----------
    needs
        Must occur near the word; None where nothing must.
    never_before, never_after
        Must not stand right before or right after it.
    never_near
        Must not occur near it.
    """

    needs: re.Pattern[str] | None = None
    never_before: re.Pattern[str] | None = None
    never_after: re.Pattern[str] | None = None
    never_near: re.Pattern[str] | None = None


def _near(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})", re.IGNORECASE)


def _before(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\W+$", re.IGNORECASE)


def _after(words: str) -> re.Pattern[str]:
    return re.compile(rf"^\W{{0,2}}(?:{words})\b", re.IGNORECASE)


_BODY_PARTS = "thumb|finger|toe|hallux|kidney|ureter|renal|bowel|uterus|vagina|nail|teeth|tooth"

_SENSES: dict[str, Sense] = {
    "fit": Sense(
        needs=_near("seizure|epilep|convuls|febrile|faint|jerk"),
        never_before=_before("must|can|could|may|might|to|not|that|which|who|do|does|keep|stay"),
        never_after=_after("in|into|for|with|to|well|the|all|your|this|that|these|and healthy"),
    ),
    "regression": Sense(
        never_before=_before(
            "tumou?r|linear|logistic|statistical|caudal|spontaneous|complete|partial"
        ),
        never_after=_after("analysis|model|coefficient|of (?:the )?(?:tumou?r|lesion|mass|cancer)"),
        never_near=_near(r"tumou?r|cancer|neuroblastoma|lesion|metasta|h(?:a)?emangioma|lymphoma"),
    ),
    "finding": Sense(
        never_before=_before("in|by|of|for|and|at|on|through|help|start|try|difficulty|trouble"),
        never_after=_after("out|that|a|an|the|your|our|his|her|their|it|them|other|others|new|who"),
    ),
    "sign": Sense(never_after=_after("language|in|up|out|off|posts?|the|a|your")),
    "trial": Sense(never_after=_after("and error|lenses|lens"), never_before=_before("on")),
    "carrier": Sense(never_after=_after("proteins?|molecules?|oil|bags?")),
    "duplication": Sense(never_after=_after(rf"of (?:the |a |both )?(?:{_BODY_PARTS})")),
    "deletion": Sense(never_near=_near("account|personal data|your data")),
    "flare": Sense(never_after=_after("up of light|test|and cells")),
    "remission": Sense(never_near=_near("fees?|sins?")),
    "outlook": Sense(never_before=_before("an|positive|new")),
    "acute": Sense(never_after=_after("angle|accent|hearing|vision")),
    "mosaic": Sense(never_after=_after("pattern|tiles?|virus")),
    "criteria": Sense(never_before=_before("selection|inclusion|exclusion|search")),
    "registry": Sense(never_before=_before("testing|civil|trials?")),
    "panel": Sense(never_before=_before("expert|control|solar")),
}


def has_this_sense(found: re.Match[str], text: str) -> bool:
    """Tell whether a word of a text is used in the sense that the glossary explains.

    Parameters
    ----------
    found
        The word; its first group is the spelling.
    text
        All of the text.

    Returns
    -------
    has_this_sense
        True for spellings with one sense only.

    Examples
    --------
    >>> def explained(text): return has_this_sense(re.search(r"(fit|regression)", text), text)
    >>> explained("Shoes must fit."), explained("A seizure, or fit, can last minutes.")
    (False, True)
    >>> explained("Regression of the tumour".lower()), explained("Autism with regression.")
    (False, True)
    """
    sense = _SENSES.get(found[1].lower())
    if sense is None:
        return True
    before = text[max(0, found.start() - _AROUND) : found.start()]
    after = text[found.end() : found.end() + _AROUND]
    around = (before, after)
    if sense.needs and not any(map(sense.needs.search, around)):
        return False
    if sense.never_near and any(map(sense.never_near.search, around)):
        return False
    return not (
        (sense.never_before and sense.never_before.search(before))
        or (sense.never_after and sense.never_after.search(after))
    )
