"""Which diseases are a tumour by their title, and not a predisposition that families hand on."""

from __future__ import annotations

import re

_TUMOUR = re.compile(
    r"(?:oma|omas|tumou?rs?|cancer|neoplasms?|leuk[ae]mia|leuk[ae]mias)(?:,? [\w ]*\d\w?)?$",
    re.IGNORECASE,
)
_HANDED_ON = re.compile(
    r"\b(?:syndrome|predisposition|susceptibility|hereditary|familial|inherited|multiple"
    r"|generalized|systemic|congenital|with|and)\b|,|paragangliomas|retinobl|leukoma|hamartoma|xanthoma|lipoma|keratoma|leiomyoma"
    r"|(?:glauc|colob|trach|h[ae]+mat|granul|angi|staphyl|scot|enchondr|exost|trichom|myx)oma",
    re.IGNORECASE,
)


def is_tumour(title: str) -> bool:
    """Tell whether a disease is a tumour: as a rule nobody hands it on, whatever the list says.

    Parameters
    ----------
    title
        In English.

    Returns
    -------
    is_tumour
        False for what is called a syndrome, a predisposition, hereditary or familial.

    Examples
    --------
    >>> [is_tumour(t) for t in ("Wilms tumor 4", "glaucoma", "familial medullary thyroid cancer")]
    [True, False, False]
    """
    return bool(_TUMOUR.search(title)) and not _HANDED_ON.search(title)
