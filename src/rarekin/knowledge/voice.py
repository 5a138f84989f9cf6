"""Who speaks, when a source lists a sign: an entry of a catalogue is one voice in every file."""

from __future__ import annotations

from rarekin.model.identifiers import Curie, prefix_of

ORPHANET = "orphanet"


def voice_of(entry: Curie, source: str) -> str:
    """Name who speaks.

    Parameters
    ----------
    entry
        Under which a source lists something.
    source
        Name of the source folder.

    Returns
    -------
    voice
        An entry of Orphanet is one voice, whichever file carries it; the others in the file of
        the HPO are read by the curators of OMIM's entries.

    Examples
    --------
    >>> voice_of(Curie("ORPHA:558"), "hpoa"), voice_of(Curie("OMIM:154700"), "hpoa")
    ('orphanet', 'omim')
    """
    if prefix_of(entry) == "ORPHA":
        return ORPHANET
    return "omim" if source == "hpoa" else source
