"""What the engines prepare when a release is made: the one place that wires them to records."""

from __future__ import annotations

from rarekin.api.making.bearing import compile_bearing, terms_by_words
from rarekin.api.making.belonging import compile_doubted_groups
from rarekin.api.making.kinds import Kinds
from rarekin.api.making.nearest import compile_look_alikes
from rarekin.api.making.series import series_of
from rarekin.knowledge.arrays import AnyArray
from rarekin.knowledge.described import KIND as DESCRIBED
from rarekin.knowledge.described import read_described
from rarekin.knowledge.identity import Identity
from rarekin.knowledge.named_alike import named_pairs
from rarekin.knowledge.onset import spans_by_disease
from rarekin.knowledge.pooling import compile_pooled
from rarekin.knowledge.records import Records
from rarekin.model.disease import NameKind
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology
from rarekin.rank.engine import Profiles
from rarekin.rank.frequencies import CASE_SOURCE
from rarekin.rank.lookalikes import information
from rarekin.rank.profiles import compile_profiles
from rarekin.text.lexicon import stored_as
from rarekin.text.lexicon_making import compile_lexicon
from rarekin.text.tongues import readable


def compile_arrays(records: Records, identity: Identity, ontology: Ontology) -> dict[str, AnyArray]:
    """Let the engines prepare what they need.

    Parameters
    ----------
    records, identity, ontology
        What the sources said and how it is joined.

    Returns
    -------
    arrays
        By name.
    """
    terms = [term for term in records.terms if term.id.startswith("HP:") and not term.obsolete]
    arrays: dict[str, AnyArray] = {}
    for language in readable():
        named = [
            (name.disease, name.text, name.kind is NameKind.LABEL)
            for name in records.names
            if name.language == language != "en" and name.disease.startswith("HP:")
        ]
        lexicon = compile_lexicon(terms, language, named)
        arrays |= {stored_as(name, language): array for name, array in lexicon.items()}
    # A trait, or what only raises a chance, is nothing that somebody's signs could come from.
    rows = [row for row in records.annotations if _is_of_a_disease(row.disease, identity)]
    # Cases correct the frequencies of annotated diseases; without annotations they rank none.
    if any(row.aspect == "P" and row.source != CASE_SOURCE for row in rows):
        cases = [
            case
            for source, case in records.cases
            if source == CASE_SOURCE
            if all(_is_of_a_disease(id_, identity) for id_ in case.diseases)
        ]
        series = series_of(identity)
        arrays |= compile_profiles(
            ontology,
            rows,
            identity.canonical,
            cases=cases,
            genes=records.genes,
            parents=identity.parents,
            series=series,
        )
        ranked = [Curie(id_.decode()) for id_ in arrays["rank_diseases"].tolist()]
        everybody = {f.disease: read_described([f]) for f in records.facts if f.kind == DESCRIBED}
        arrays |= compile_pooled(ranked, rows, identity.canonical, ontology, everybody)
        weight = information(Profiles.load(arrays.__getitem__), len(ontology)).tolist()
        arrays |= compile_bearing(arrays, records, identity, ontology, weight)
        labelled = terms_by_words(records.terms, ontology)
        arrays |= compile_doubted_groups(arrays, records, identity, ontology, weight, labelled)
        del arrays["borne_indptr"], arrays["borne_term"]  # nobody asks for them afterwards
        pairs = named_pairs(records.facts, lambda id_: identity.canonical.get(id_, id_))
        kinds = Kinds(identity, series, records.names, records.genes)
        written = {
            identity.canonical.get(f.disease, f.disease)
            for f in records.facts
            if f.kind == "minute"
        }
        onsets = spans_by_disease(records.annotations, records.facts, identity.canonical)
        arrays |= compile_look_alikes(arrays, weight, ontology, kinds, pairs, written, onsets)
    return arrays


def _is_of_a_disease(id_: Curie, identity: Identity) -> bool:
    level = identity.levels.get(identity.canonical.get(id_, id_))
    return level is None or level.is_disease
