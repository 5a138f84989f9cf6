"""Sections that other apps add to a disease page, without the atlas knowing them.

An app registers its panel when Django starts::

    # rarekin/web/community/apps.py
    def ready(self) -> None:
        panels.register(Panel("introductions", Section.PEOPLE, render_people, stamp_people))

A panel without a section stands under the title of the page.
A panel is the same for everybody, like the page it stands on: it never sees a request.
What only one person may see lives at its own address, to which the panel links.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rarekin.model.disease import Section
from rarekin.model.identifiers import Curie


def _never_changes(disease: Curie) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Panel:
    """Something an app shows in a section of every disease page.

    Attributes
    ----------
    name
        Unique; registering a name again replaces the panel.
    section
        Where it stands; None for under the title.
    render
        Canonical disease id to safe HTML (from a template), in the active language; empty
        text where the panel has nothing to say about this disease.
    stamp
        Canonical disease id to a short text that changes whenever the HTML would; part of
        the key under which pages are cached.
    """

    name: str
    section: Section | None
    render: Callable[[Curie], str]
    stamp: Callable[[Curie], str] = _never_changes


_panels: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel to every disease page.

    Parameters
    ----------
    panel
        What to show and where.
    """
    _panels[panel.name] = panel


def unregister(name: str) -> None:
    """Remove a panel; a name nobody registered is no error.

    Parameters
    ----------
    name
        The panel's name.
    """
    _panels.pop(name, None)


def panels_in(section: Section | None) -> tuple[Panel, ...]:
    """Return the panels of a section in the order they were registered.

    Parameters
    ----------
    section
        Section of the disease page; None for under the title.

    Returns
    -------
    panels
        Possibly none.

    Examples
    --------
    >>> register(Panel("example", Section.PEOPLE, lambda disease: "<p>Hello</p>"))
    >>> panels_in(Section.PEOPLE)[-1].name
    'example'
    >>> unregister("example")
    """
    return tuple(panel for panel in _panels.values() if panel.section is section)


def stamp(disease: Curie) -> str:
    """Return a text that changes whenever any panel of a disease changes.

    Parameters
    ----------
    disease
        Canonical id.

    Returns
    -------
    stamp
        Empty where no panel is registered.
    """
    return "|".join(f"{panel.name}={panel.stamp(disease)}" for panel in _panels.values())
