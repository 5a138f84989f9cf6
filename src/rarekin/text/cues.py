"""Words that deny, doubt, date or set aside what stands near them. Our own lists.

After ConText (Harkema et al. 2009, doi:10.1016/j.jbi.2009.05.002), for clinical English and for
the words of families.
"""

from __future__ import annotations

import re

from rarekin.text.words import word_set

DENYING = word_set("without denies denied denying lacks lacking")
INABILITY = word_set("can't cannot cant can’t couldn't unable")
"""What somebody cannot do ends with the item, unless *or* goes on: *cannot run, has big calves*."""
DENYING_PAIRS = frozenset(
    {
        ("free", "of"),
        ("free", "from"),
        ("absence", "of"),
        ("lack", "of"),
        ("negative", "for"),
        ("excluded", "for"),
        ("unremarkable", "for"),
        ("rather", "than"),
        ("instead", "of"),
        ("ruled", "out"),
        ("rules", "out"),
        ("fails", "to"),
        ("failed", "to"),
    }
)
EXCLUDING = word_set("excluded excludes exclude excluding")
"""Deny what follows where nothing was excluded before: *MRI excluded hydrocephalus*."""

PASSIVE = word_set("is are was were be been being")
NOT_A_DENIAL = word_set(
    "only certain sure longer doubt clear just uncommon unusual question surprisingly "
    "worsening worsen worse increase increased increasing change changes progression deterioration "
    "response relief improvement improve improving improved improves reduction decrease difference "
    "effect control controlled help helped stop stopped stops respond responding responded "
    "remove removes removed cure cures ease eases eased heal heals relieve relieves relieved "
    "soothe soothes touch touches shift shifts calm calms fix fixes "
    "tolerate tolerated treated prevent resolve resolved disappear go went affect explain explained"
)
"""After *no* or *not* these leave the finding standing: *no worsening of ataxia*."""

AGAIN = word_set("further more longer additional new")
"""*No further fits*: there were some before."""

FOR_NOTHING = word_set("from for at over about a of")
"""*Bruises from nothing* denies nothing."""
DOUBLED = word_set("without free absent absence negative lacking")
HEADS_A_LIST = word_set("negative negatives absent denied")
ANSWER_NO = word_set("not negative absent denied normal unremarkable n")
ANSWER_YES = word_set("yes present positive yeah y")
FRENCH_NONE = re.compile(r"(?:no|not|never)(?: has| have| had){0,2} of\b")
"""French goes on denying with *de* or *ni*, not with an article: *pas de fièvre, une toux*."""
OWN_DENIAL = frozenset({"hardly", "barely", "scarcely", "few"})
"""Words that say by themselves how little there is; a denial before them does not reach on."""

OR_WORDS = word_set("or nor neither")

DENIED_BEHIND = re.compile(
    r"^(?:(?:is|was|were|are|be|been|has|have|had|also|all|both|either|currently|clearly) )*"
    r"(?:not (?:present|seen|found|observed|noted|there|detected|evident|reported|identified|"
    r"known|visible|demonstrated|occurred|been (?:seen|found|observed|noted|reported|present)|"
    r"a problem|a concern|an issue|any more|happened|been|had|seen|(?:has|have|gets?)$)|absent|"
    r"excluded|denied|(?:he|she|i|they) (?:has|have|had|gets) not$|"
    r"negative|ruled out|not$|normal$)"
)
PERCEIVED = word_set(
    "present absent seen noted observed found reported detected evident identified excluded "
    "denied ruled not negative suspected recorded documented described visible there"
)
"""After *is* or *were* these speak of the list before, and begin nothing new."""

CLAUSE_WORDS = word_set(
    "but except however although though yet whereas nevertheless otherwise apart while because "
    "then aside besides"
)
NEW_SUBJECT = word_set(
    "he she they it i we you patient proband child baby son daughter boy girl infant there lad "
    "grandson granddaughter toddler he's she's hes shes"
)
ASSERTING = word_set("has have had is are was were shows showed developed")
FINITE = ASSERTING | word_set(
    "looks seems gets got keeps feels became becomes appears reveals revealed demonstrated "
    "remains sticks hurts walks talks eats sleeps stays goes comes turns falls bleeds breaks "
    "itches swells swell shakes trembles bends curls droops hangs closes opens grows smells "
    "tastes waddles drools snores chokes coughs vomits cries smiles laughs limps trips forgets "
    "drinks wees pees pushes pulls climbs turn slope slant stick hurt bleed swell tremble droop "
    "hang close peels runs wheezes stares screams struggles needs dribbles giggles peel lose loses"
)
RELATIVE_PRONOUNS = word_set("who which that whose whom")

DOUBT = word_set(
    "possible possibly probable probably suspected suspect suspicion suspicious may might maybe "
    "perhaps questionable query unclear uncertain likely unlikely presumed apparent potential "
    "differential whether"
)
DOUBT_PAIRS = frozenset(
    {
        ("at", "risk"),
        ("tested", "for"),
        ("screened", "for"),
        ("concern", "for"),
        ("concerns", "about"),
        ("not", "excluded"),
        ("not", "exclude"),
        ("rule", "out"),
        ("r", "o"),
    }
)
LEFT_OPEN = re.compile(
    r"\bnot (?:yet |be |been |fully |completely |definitely |definitively |reliably )*"
    r"(?:rule|ruled|exclude|excluded)\b"
)
"""*Cannot be ruled out*, *was not excluded*: doubt, in whichever direction."""

PAST = word_set(
    "previously formerly resolved outgrew disappeared vanished recovered cured gone "
    "transient transiently corrected repaired outgrown"
)
PAST_PAIRS = frozenset({("used", "to"), ("no", "longer"), ("grew", "out"), ("not", "longer")})

HYPOTHETICAL = re.compile(
    r"\b(?:"
    r"(?:watch|look|looking|watching)(?: out)? for|be alert (?:to|for)|beware of|"
    r"(?:screen|screening|monitor|monitoring|check|checked|test|testing|surveillance|observe|"
    r"evaluate|assess|examine|examined|evaluated|assessed|investigated|investigate)"
    r"(?: \w+){0,3} for|(?:to|please) (?:rule out|exclude)|risks? (?:of|for|factors?)|"
    r"warning signs?|side effects?|adverse (?:effects?|events?|reactions?)|complications? include|"
    r"(?:may|can|could|might) (?:damage|harm|destroy|cause|lead to|include|develop|result in|"
    r"trigger)|"
    r"prevention of|to prevent|prevents?|afraid of|fear of|"
    r"(?:hope|hopes|hoping|hopefully|pray|praying|dread|dreading|terrified|afraid|scared)(?: that)?"
    r"(?: (?:he|she|they|it|we|i|this|the))? (?=\w)(?!of\b)|"
    r"worr(?:y|ied)(?: that)? (?:he|she|they|it|i|we) (?:will|might|may|could|would|gets|ends|go)|"
    r"(?:call|return|come back|contact|seek)(?: \w+){0,6} (?:for|with|when|if))\b"
)
"""What follows is a warning or an instruction and was not seen."""

_MANY = (
    r"(?:patients|people|children|individuals|persons|babies|infants|adults|kids|boys|girls|men|"
    r"women|cases|carriers|those)"
)
OF_THE_DISEASE = re.compile(
    r"\b(?:in|of) (?:this|such) (?:syndrome|disease|disorder|condition)s?\b"
)
"""General as well, unless somebody is spoken of."""
SOMEBODY = word_set("he she his her my our patient proband i we")

GENERAL = re.compile(
    rf"\b(?:{_MANY}(?: \w+){{0,5}} (?:often|usually|may|can|typically|sometimes|commonly|"
    r"frequently|generally|tend|should|will)|"
    rf"(?:many|most|some) {_MANY}|"
    r"(?:this|the) (?:syndrome|disease|disorder|condition) (?:is|can|may|often|usually|causes|"
    r"includes?|typically|has)|characteri[sz]ed by|typical (?:signs|symptoms|features) (?:are|of|"
    r"include)|(?:signs|symptoms|features) (?:of this|of the (?:syndrome|disease|disorder)))\b"
)
"""A sentence about people in general."""
