"""Which inheritance a family's chances on a disease page are worked out with."""

from __future__ import annotations

from rarekin.api.lookup import DiseasePage
from rarekin.api.risk import RiskModel, model, models_for

# General models; a mode without one, such as mitochondrial, leads nowhere rather than astray.
_MODEL_OF_MODE = {
    "HP:0000006": "ad",
    "HP:0000007": "ar",
    "HP:0001419": "xr",
    "HP:0001423": "xd",
}


def models_of(page: DiseasePage) -> tuple[RiskModel, ...]:
    """Return the models made for a disease, else the general ones of its modes on record.

    Parameters
    ----------
    page
        Of the disease.

    Returns
    -------
    models
        Each once, in the order of the page.
    """
    made_for_it = models_for(page.ref.id)
    if made_for_it:
        return made_for_it
    modes = dict.fromkeys(mode.term for mode in page.inheritance if not mode.excluded)
    return tuple(model(_MODEL_OF_MODE[mode]) for mode in modes if mode in _MODEL_OF_MODE)
