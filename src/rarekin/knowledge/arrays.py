"""The ontology as arrays of a release, so that opening one takes no parsing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology

AnyArray = NDArray[np.generic]
_CSR = ("parent_indptr", "parent_indices", "ancestor_indptr", "ancestor_indices")


def ontology_arrays(ontology: Ontology) -> dict[str, AnyArray]:
    """Lay an ontology out as arrays.

    Parameters
    ----------
    ontology
        Any.

    Returns
    -------
    arrays
        By name; all start with ``ontology_``.

    Examples
    --------
    >>> from rarekin.model.ontology import Term
    >>> tree = Ontology.from_terms([Term("HP:0000001", "All", "toy")])
    >>> read_ontology(ontology_arrays(tree).__getitem__).labels
    ('All',)
    """
    arrays: dict[str, AnyArray] = {f"ontology_{name}": getattr(ontology, name) for name in _CSR}
    retired = sorted(ontology.successors)
    arrays |= _pack("ontology_ids", ontology.ids)
    arrays |= _pack("ontology_labels", ontology.labels)
    arrays |= _pack("ontology_retired", retired)
    arrays |= _pack("ontology_successors", [ontology.successors[id_] for id_ in retired])
    return arrays


def read_ontology(array: Callable[[str], AnyArray]) -> Ontology:
    """Build the ontology from its arrays.

    Parameters
    ----------
    array
        Gives an array by name.

    Returns
    -------
    ontology
        Equal to the one laid out.
    """
    csr = {name: np.asarray(array(f"ontology_{name}"), np.int32) for name in _CSR}
    ids = tuple(Curie(s) for s in _unpack(array("ontology_ids")))
    retired, current = _unpack(array("ontology_retired")), _unpack(array("ontology_successors"))
    successors = {Curie(a): Curie(b) for a, b in zip(retired, current, strict=True)}
    return Ontology(
        ids=ids,
        labels=tuple(_unpack(array("ontology_labels"))),
        successors=successors,
        **csr,
    )


def _pack(name: str, texts: Sequence[str]) -> dict[str, AnyArray]:
    """End each text with a line feed; none of them holds one."""
    joined = "".join(text.replace("\n", " ") + "\n" for text in texts).encode("utf-8")
    return {name: np.frombuffer(joined, np.uint8)}


def _unpack(blob: AnyArray) -> list[str]:
    return bytes(blob).decode("utf-8").split("\n")[:-1]
