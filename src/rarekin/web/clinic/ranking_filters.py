"""What of a ranking is shown: the filters of the page, read from the post and offered again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from rarekin.api.ranking.rank import Filters
from rarekin.model.identifiers import Curie

_SYMBOL = re.compile(r"[A-Za-z0-9-]{2,20}")
_MOST_GENES = 100


@dataclass(frozen=True, slots=True)
class ShownOnly:
    """The filters as the page has them.

    Attributes
    ----------
    genes
        As typed.
    mode, system
        HPO ids; empty for any.
    at_onset
        Whether only diseases that can begin when the person's did are wanted.
    """

    genes: str = ""
    mode: str = ""
    system: str = ""
    at_onset: bool = False

    def filters(self, onset: str) -> Filters:
        """Return what the door takes; ``onset`` is the class of the form, empty for none."""
        return Filters(
            tuple(_SYMBOL.findall(self.genes)[:_MOST_GENES]),
            (Curie(self.mode),) if self.mode else (),
            Curie(self.system) if self.system else None,
            Curie(onset) if onset and self.at_onset else None,
        )


def read_filters(data: QueryDict) -> ShownOnly:
    """Read the filters of a post; what is none of the choices counts for nothing.

    Examples
    --------
    >>> read_filters(QueryDict("only_genes=gnas&only_mode=HP:1")).filters("").genes
    ('gnas',)
    """
    mode, system = data.get("only_mode", ""), data.get("only_system", "")
    return ShownOnly(
        data.get("only_genes", "").strip()[:400],
        mode if mode in modes() else "",
        system if system in systems() else "",
        "only_onset" in data,
    )


def modes() -> Mapping[str, str]:
    """Return the modes of inheritance that can be chosen.

    Examples
    --------
    >>> modes()["HP:0000007"]
    'both copies of a gene changed (recessive)'
    """
    return {
        "HP:0000006": _("one changed copy is enough (dominant)"),
        "HP:0000007": _("both copies of a gene changed (recessive)"),
        "HP:0001417": _("on the X chromosome"),
        "HP:0001427": _("in the mitochondria, from the mother"),
    }


def systems() -> Mapping[str, str]:
    """Return the body systems that can be chosen.

    Examples
    --------
    >>> systems()["HP:0001626"]
    'heart and blood vessels'
    """
    return {
        "HP:0000707": _("brain, nerves and development"),
        "HP:0033127": _("bones, joints and muscles"),
        "HP:0040064": _("arms, legs, hands and feet"),
        "HP:0001574": _("skin, hair and nails"),
        "HP:0000152": _("head, face and neck"),
        "HP:0000478": _("eyes and seeing"),
        "HP:0000598": _("ears and hearing"),
        "HP:0001626": _("heart and blood vessels"),
        "HP:0002086": _("lungs and breathing"),
        "HP:0025031": _("stomach, bowels and liver"),
        "HP:0000119": _("kidneys, bladder and sex organs"),
        "HP:0000818": _("hormones"),
        "HP:0001939": _("metabolism and blood values"),
        "HP:0001871": _("blood and bone marrow"),
        "HP:0002715": _("immune system"),
        "HP:0002664": _("tumours and growths"),
    }
