"""Whose words stand on a page that nobody has written."""

from __future__ import annotations

from rarekin.api.diseases.wider import WiderText
from rarekin.web.shell.phrases import gettext as _


def whose_words(wider: WiderText) -> str:
    """Say that what follows is about another disease.

    Parameters
    ----------
    wider
        What is taken over.

    Returns
    -------
    text
        With room for the ``name`` of the other disease.
    """
    if wider.is_above:
        return _("This is said about the wider disease, %(name)s:")
    return _("This is said about a closely related disease, %(name)s:")


def of_kind(name: str) -> str:
    """Say that what follows is told of a kind of disease, not of this one.

    Parameters
    ----------
    name
        Of the kind, in the active language.

    Returns
    -------
    text
        A sentence that ends in a colon.
    """
    text = _("This is told of a whole kind, %(kind)s. Ask your doctor what of it holds for you:")
    return text % {"kind": name}
