"""Turns of phrase that turn a scope round: two denials, a suspicion that was refuted, likeness."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rarekin.text.words import NEGATIVE, Token, word_set

_TIMES = word_set("day days night nights week meal hour minute morning month feed doubt denying")
_SAYING = word_set("say says deny claim pretend mean")
_THAT = word_set("that which")
_STOPPING = word_set("stop stops stopped quit quits cease ceases")
_THOUGHT = re.compile(
    r"\b(?:thought|feared|assumed|believed|suspecting|wondered about|worried about|first said|"
    r"mistaken for|(?:tested|checked)(?: him| her| me)? for|looked for|searched)\b"
)
_REFUTED = re.compile(
    r"\b(?:until|till|but|and|then)?\b.*\b(?:tests?|scans?|results?|mri|eeg|echo|x ray|ultrasound|"
    r"blood|it|they|that|biopsy|hearing|exam|doctors?|irm|prueba|pruebas|examen|examens|audiometría|"
    r"resultado|résultat|résultats|análisis|bilan)\b(?: \w+){0,2} "
    r"(?:came back|is|was|were|are|not|came out|has|have|salió|salieron|gets|est)(?: \w+){0,2} ?"
    r"(?:perfect|normal|clear|negative|fine|good|not|ok|okay|well|perfecto|perfecta|parfait|"
    r"parfaits|clean|right|ruled out|healthy)\b"
)
_OWN_TRAIT = re.compile(
    r"\b(?:inherit\w*|heredó|heredado|heredada|sacó|sacado|hérité|tient|takes after|got)\b"
)
_OF_HIS = re.compile(r"^(?:\w+ )?(?:of|from) (?:his|her|the|my) \w+\b")
_TOO = re.compile(
    r"^(?:\w+ ){0,4}?(?:and|but|so|,)? ?(?:now )?(?:so (?:does|do|has|have|is|did) "
    r"(?:he|she|my (?:son|daughter|child|boy|girl))|"
    r"(?:my (?:son|daughter|child|boy|girl)|he|she)(?: (?:has|have|does|is|got))?"
    r"(?: (?:it|them|one|that|this|the same))? (?:too|also|as well|the same))\b"
)


def cancels(raw: Sequence[str], words: Sequence[str], first: int, second: int) -> bool:
    """Whether two denials undo each other: *not a day goes by without*, *never stops scratching*.

    Parameters
    ----------
    raw, words
        Of a sentence.
    first, second
        Places of the two denials; the second may be the end of the words between.

    Examples
    --------
    >>> said = "there is not a day he does not vomit".split()
    >>> cancels(said, said, 2, 7)
    True
    """
    between = raw[first + 1 : second]
    denied_again = words[second : second + 1] == [NEGATIVE] or raw[second : second + 1] in (
        ["without"],
        ["hardly"],
    )
    # "It is not that he has no pain": what is set aside is the denial.
    set_aside = words[first] == NEGATIVE and bool(_THAT.intersection(between[:2]))
    return denied_again and (set_aside or bool((_TIMES | _SAYING).intersection(between[:7])))


def goes_on(raw: Sequence[str], place: int) -> bool:
    """Whether a denial says that something never stops.

    Examples
    --------
    >>> goes_on("he never stops scratching".split(), 1)
    True
    """
    return bool(_STOPPING.intersection(raw[place + 1 : place + 3]))


def is_thought(before: str) -> bool:
    """Whether the words before a finding only suspected it.

    Examples
    --------
    >>> is_thought("we thought he was"), is_thought("he is")
    (True, False)
    """
    return bool(_THOUGHT.search(before))


def is_refuted(behind: str) -> bool:
    """Whether the words behind a suspicion say that it was wrong.

    Examples
    --------
    >>> is_refuted("until the test came back perfect"), is_refuted("and he has a cough")
    (True, False)
    """
    return bool(_REFUTED.search(behind))


_REPORTED = re.compile(
    r"\b(?:told|said|says?|saying|diagnosed|labelled|labeled)"
    r"(?: (?:it|that|which|was|is|as|with|a|an|the|his|her|us|me|had|has))*$"
)
_GAINSAID = re.compile(r"^(?:\w+ ){0,2}?but (?!(?:only |it is |it's )?(?:mild|slight|just))")
_SUBJECTS = word_set("he she i they we")
_LEADS = word_set("without despite")


def is_gainsaid(before: str, behind: str) -> bool:
    """Whether somebody only called it so and the writer goes on with *but*.

    Examples
    --------
    >>> is_gainsaid("we were told", "but the medicine did nothing"), is_gainsaid("he has", "but")
    (True, False)
    """
    return bool(_GAINSAID.match(behind) and _REPORTED.search(before))


def ends_a_lead(raw: Sequence[str], place: int) -> bool:
    """Whether the main clause begins here: *without fever | she was being sick*.

    Examples
    --------
    >>> ends_a_lead("without fever she was being sick".split(), 2)
    True
    """
    return raw[place] in _SUBJECTS and raw[0] in _LEADS and 1 < place < 7


_SOMEBODY = r"(?:he|she|they|i|patient|proband|child|baby|son|daughter|boy|girl|him|her|me)"
_REFUSED = re.compile(
    rf"(?:(?:but|while|whereas|and|though|although) )?(?:(?:the|my|our|of|to) )*(?:{_SOMEBODY} "
    r"(?:(?:does|do|did|has|have|is|was|are|gets) )?not(?: have)?(?: any| it| them| that| this| "
    rf"these)?|not (?:(?:my|our|to|the) )?{_SOMEBODY})$"
)
_BUT = word_set("but while whereas and though although")


def is_refused(sentence: Sequence[Token], last: int) -> bool:
    """Whether *but he does not* follows: the relative has it and the patient has not.

    Examples
    --------
    >>> from rarekin.text.words import sentences
    >>> is_refused(sentences("his sister has fits, my son doesn't, he is well")[0], 3)
    True
    """
    for place in range(last + 1, min(last + 5, len(sentence))):
        if sentence[place].comma or sentence[place].raw in _BUT:
            end = place + 1
            while end < len(sentence) and not sentence[end].comma:
                end += 1
            if _REFUSED.match(" ".join(t.word for t in sentence[place:end])):
                return True
    return False


def is_own_trait(before: str, behind: str) -> bool:
    """Whether a finding is the patient's and a relative's as well: *her father's big nose*.

    Examples
    --------
    >>> is_own_trait("she has the", "of his father"), is_own_trait("epilepsy", "in his father")
    (True, False)
    """
    has = re.search(r"\b(?:he|she|it|i) (?:has|have|had|got)\b", before)
    owned = re.search(r"\b(?:has|have|had|got) (?:his|her|my) \w+['’]s$", before)
    return bool(_OWN_TRAIT.search(before) or owned or (has and _OF_HIS.match(behind)))


def is_shared(behind: str) -> bool:
    """Whether *and so does my son* or *he has it too* follows.

    Examples
    --------
    >>> is_shared("as a child and now my son has them too")
    True
    """
    return bool(_TOO.match(behind))
