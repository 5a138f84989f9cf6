"""Make ``named_signs.tsv.gz``: the signs that the definition of each disease names, in order.

    python -m validation.definition_signs MIRROR [EARLIER [ID ...]] > named_signs.tsv.gz

The table belongs into ``src/rarekin/sources/definitions``. With an earlier table, only what it
has and this reading does not bear out is taken from it: a recogniser that has learned everyday
words since ("anxiety" from *concern*) adds nothing unread. With identifiers, only these diseases
are read, such as those to which a text was found; of signs that the earlier table lacks, what
nothing on their record bears out is left out, and their rows are to be looked through by a person.
The others stay as they are.

Reads, with the recogniser of the release that serves, what four descriptions say a disease is:
Orphanet's definition (nomenclature pack of 2023-06-21, CC BY 4.0), the Disease Ontology's
(2026-07-31, CC0), and the first answers of Genetics Home Reference and of GARD as MedQuAD keeps
them (2017, CC BY 4.0). What a text denies, sets apart or calls a trigger is left out (see
`denied`). What stands
behind *characterized by* goes before what stands in front of it; what is hedged (*may*,
*sometimes*, *in some*) is marked, and so is what a text names first: a definition begins with the
hallmark. More texts that name a sign, or a narrower one, put it further
to the front. Where one of them says that most people have none, all signs of the disease are
marked.

A recogniser misreads at times: a table made so says what to look for first among the signs that
are on record, never that a sign belongs to a disease.
"""

from __future__ import annotations

import gzip
import html
import re
import sys
import tarfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from rarekin.api.diseases import lookup
from rarekin.api.diseases.terms import find_terms
from rarekin.api.making.release import current
from rarekin.model.case import State
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import ABNORMALITY
from rarekin.sources.medquad.parse import focus_table, read_page

HEADER = (
    "#signs named in definitions: Orphanet (CC BY 4.0), Disease Ontology (CC0), MedQuAD (CC BY"
    " 4.0); read by a machine\n#version: 2023-06-21\ndisease\tsigns\n"
)
CUE = re.compile(
    r"characteri[sz]ed|manifest|present(?:s|ing|ation|ed)?\b|featur|associat|compris|defin|marked"
    r"|leading to|result(?:s|ing)? in|causing|consist|combination|triad|involv",
    re.IGNORECASE,
)
HEDGE = re.compile(
    r"\b(?:may|can|could|might|sometimes|occasional(?:ly)?|additional(?:ly)?|rarely|risk|few"
    r"|less (?:common|frequent)(?:ly)?|some (?:\w+ )?(?:patients|cases|individuals|people)"
    r"|reported|possibl[ey]|variabl[ey]|prone|\d+ (?:percent|%)|(?:a|one) (?:third|quarter))\b",
    re.IGNORECASE,
)
# "in the absence of autoimmune disease", "unlike Crohn disease": what stands behind is none of it.
DENIES = re.compile(
    r"\b(?P<open>(?:or|and|and/or) )?(?P<cue>in the absence of|without"
    r"|no (?:evidence|signs?|history|other) of|not (?:associated|accompanied) (?:with|by)"
    r"|exclu(?:ding|sion of)|except for|free of|absence of|lack of|lacking"
    r"|do(?:es)? not (?:have|show|present with|include)|unlike|rather than|other than|apart from"
    r"|instead of|in contrast to|as opposed to|distinguish(?:ed|es)? (?:\w+ ){0,3}from"
    r"|differ(?:s|entiated)? (?:\w+ ){0,2}from|misdiagnosed as|mistaken for)\b",
    re.IGNORECASE,
)
BRINGS_ON = re.compile(
    r"\b(?:(?:triggered|precipitated|provoked|exacerbated|aggravated|worsened|brought on"
    r"|induced) by|factors such as"
    r"|(?:triggers?|risk factors?|precipitating factors|predisposing factors)"
    r"(?: of th\w+ \w+| for [\w ]{3,40}?)? (?:is|are|include)|triggers such as)\b",
    re.IGNORECASE,
)
# Here another thought begins.
TURNS = re.compile(
    r"[.;:()]|\b(?:but|although|however|which|who|that|with|so|they|therefore|resulting|causing"
    r"|leading|presents?|manifest\w*|characteri[sz]ed|can|may|normal|development|is|has|have"
    r"|caused)\b",
    re.IGNORECASE,
)
UNTREATED = re.compile(
    r"^\W*(?:\w+ )?(?:treatment|therapy|intervention|medication|support|transplant)",
    re.IGNORECASE,
)
EITHER = re.compile(r"\b(?:or|nor)\b", re.IGNORECASE)
AND = re.compile(r"\band\b|- or", re.IGNORECASE)
# "absence of the radius, short stature": it reaches no further than the next few words.
NEAR = {"absence of": 2, "lack of": 3, "lacking": 3, "do not have": 4, "does not have": 4}
FAR = 8
FAR_OF_A_TRIGGER = 14
OF_A_LIST = frozenset(("without", "in the absence of", "not associated with"))
LOOKS_BACK = 140
LOOKS_AHEAD = 90
# Where most people have no sign at all, none is more than possible.
SILENT = re.compile(
    r"asymptomatic[^.]{0,40}\b(?:most|usually|generally|majority)\b"
    r"|\b(?:most|usually|generally|majority|mostly)\b[^.]{0,60}\basymptomatic"
    r"|\bmost (?:\w+ ){0,3}(?:people|patients|individuals)[^.]{0,40} no (?:signs|symptoms)",
    re.IGNORECASE,
)
TAG = re.compile(r"<[^>]+>")
DEFINITION = re.compile(r'def: "((?:[^"\\]|\\.)*)"')
# In English prose "weakness" of a disease's definition is that of muscles.
WEAK = {Curie("HP:0025406"): Curie("HP:0001324")}
# "Speech difficulties" are no delay of speech.
DELAY = {Curie("HP:0000750"): re.compile(r"delay|late|absent|lack|develop", re.IGNORECASE)}
HEADING = re.compile(r"Abnormal|Aplasia/Hypoplasia")
HEDGED = 2
MOST = 12
LONGEST = 1_800
EARLIER_GIVEN = 2


class Named(NamedTuple):
    """A sign in one text: 0 behind the cue, 1 before it, 2 hedged; and where."""

    kind: int
    place: int


def orphanet(mirror: Path) -> Iterator[tuple[str, str]]:
    """Yield the number of each disorder and Orphanet's definition."""
    packed = mirror / "orphanet-nomenclature" / "Orphanet_Nomenclature_Pack_EN_2023.zip"
    with zipfile.ZipFile(packed) as pack:
        name = next(n for n in pack.namelist() if "ORPHAnomenclature_en" in n)
        root = ET.fromstring(pack.read(name))
    for disorder in root.iter("Disorder"):
        for section in disorder.iter("TextSection"):
            if section.findtext("TextSectionType/Name") == "Definition":
                text = html.unescape(section.findtext("Contents") or "")
                yield f"ORPHA:{disorder.findtext('OrphaCode')}", TAG.sub("", text)


def disease_ontology(mirror: Path) -> Iterator[tuple[str, str]]:
    """Yield the id of each class and its definition."""
    id_ = ""
    packed = (mirror / "doid" / "DO_rare_slim.obo.gz").read_bytes()
    for line in gzip.decompress(packed).decode().splitlines():
        if line.startswith("id: "):
            id_ = line[4:].strip()
        elif found := DEFINITION.match(line):
            yield id_, found[1].replace('\\"', '"').replace("_", " ")


def medquad(mirror: Path) -> Iterator[tuple[str, str]]:
    """Yield the disease of each page and its first answer."""
    diseases = focus_table(files("rarekin.sources.medquad").joinpath("focus.tsv").read_text())
    for part in ("2_GARD_QA", "3_GHR_QA"):
        with tarfile.open(mirror / "medquad" / f"{part}.tar.gz") as pages:
            for member in pages:
                stream = pages.extractfile(member) if member.name.endswith(".xml") else None
                page = read_page(member.name, stream.read()) if stream else None
                if page is not None and page.key in diseases:
                    told = [" ".join(a.split()) for q, a in page.answers if q == "information"]
                    yield diseases[page.key], " ".join(told)[:LONGEST]


def homes() -> tuple[dict[str, str], dict[str, str]]:
    """Return the disease that each identifier stands for, and the title of each disease."""
    packed = files("rarekin.sources.identity").joinpath("identity.tsv.gz").read_bytes()
    found: dict[str, str] = {}
    titles: dict[str, str] = {}
    for line in gzip.decompress(packed).decode().splitlines()[4:]:
        number, label, _level, _parents, exact, *_rest = line.split("\t")
        id_ = f"MONDO:{number.zfill(7)}"
        titles[id_] = label
        found |= {id_: id_, **dict.fromkeys(exact.split(), id_)}
    return found, titles


def denied(text: str, start: int, end: int) -> bool:
    """Tell whether a text names a sign as absent, of another disease, or as what brings it on.

    Parameters
    ----------
    text
        A definition.
    start, end
        Where the sign stands in it.

    Returns
    -------
    denied
        *Without or with* denies nothing, nor does *without treatment*.

    Examples
    --------
    >>> text = "attacks in the absence of infection or autoimmune disease"
    >>> denied(text, text.index("autoimmune"), len(text))
    True
    """
    if text[max(0, start - 4) : start].lower().endswith(("non-", "non ")):
        return True
    earliest = max(0, start - LOOKS_BACK)
    for found in DENIES.finditer(text, earliest, start):
        cue, between = found["cue"].lower(), text[found.end() : start]
        if TURNS.search(between) or len(between.split()) > NEAR.get(cue, FAR) or found["open"]:
            continue
        if not UNTREATED.search(text[found.end() :]) and _reaches(text, between, cue, start, end):
            return True
    for found in BRINGS_ON.finditer(text, earliest, start):
        between = text[found.end() : start]
        if len(between.split()) <= FAR_OF_A_TRIGGER and not TURNS.search(between):
            return True
    return False


def _reaches(text: str, between: str, cue: str, start: int, end: int) -> bool:
    """Tell whether a word that denies still holds behind commas and *and*."""
    if cue in NEAR:
        return not AND.search(between) and "/" not in between and "," not in between
    if "," not in between:
        return True
    ahead = re.split(r"[.;]", text[start : start + LOOKS_AHEAD])[0]
    is_open = EITHER.search(between + ahead) and not AND.search(between + text[start:end])
    return cue in OF_A_LIST and bool(is_open)


def named_in(text: str, disowned: Counter[Curie] | None = None) -> dict[Curie, Named]:
    """Return the signs a text names, each where it stands best; count those it only denies."""
    ontology = current().ontology
    cue = CUE.search(text)
    found: dict[Curie, Named] = {}
    no_signs: set[Curie] = set()
    for mention in find_terms(text).mentions:
        term = WEAK.get(mention.term, mention.term)
        words = text[mention.start : mention.end]
        is_other = term in DELAY and not DELAY[term].search(words)
        is_denied = mention.state is State.EXCLUDED
        if not is_denied and denied(text, mention.start, mention.end):
            no_signs.add(term)
            is_denied = True
        if is_other or is_denied or not ontology.is_a(term, ABNORMALITY):
            continue
        sentence = max(text.rfind(mark, 0, mention.start) for mark in (". ", "; ")) + 1
        kind = int(cue is not None and mention.start < cue.start())
        if HEDGE.search(text, max(sentence, 0), mention.start):
            kind = 2
        here = Named(kind, mention.start)
        found[term] = min(here, found.get(term, here))
    if disowned is not None:
        disowned.update(no_signs - found.keys())
    return found


def without(texts: list[dict[Curie, Named]], disowned: Counter[Curie]) -> list[dict[Curie, Named]]:
    """Leave out signs that no more texts name than deny."""
    n_named = Counter(term for named in texts for term in named)
    return [
        {term: here for term, here in named.items() if n_named[term] > disowned[term]}
        for named in texts
    ]


def all_hedged(named: dict[Curie, Named]) -> dict[Curie, Named]:
    """Return the signs as what may occur."""
    return {term: Named(2, place) for term, (_kind, place) in named.items()}


def first_named(named: dict[Curie, Named]) -> Curie | None:
    """Return what a text names first, behind its cue if it has one; None for a mere heading."""
    sure = {term: here for term, here in named.items() if here.kind < HEDGED}
    first = min(sure, key=lambda term: sure[term], default=None)
    return None if first is None or HEADING.match(current().ontology.label(first)) else first


def in_order(texts: list[dict[Curie, Named]]) -> list[str]:
    """Return the signs as they stand in the table.

    Number, texts that name it, ``?`` if hedged, ``!`` if a text names it first.
    """
    ontology = current().ontology
    above = {
        term: set(ontology.ancestors(ontology.index_of[term]).tolist())
        for named in texts
        for term in named
    }
    first = {term for named in texts if (term := first_named(named)) is not None}
    rows = []
    for term in above:
        i_term = ontology.index_of[term]
        voices = [n for n in texts if any(i_term in above[t] and n[t].kind < 2 for t in n)]
        best = min((n[term].kind, i, n[term].place) for i, n in enumerate(texts) if term in n)
        hedge = "?" if best[0] == 2 else "!" if term in first else ""
        rows.append((hedge == "?", -len(voices), best, f"{term[3:]}:{max(len(voices), 1)}{hedge}"))
    return [row[-1] for row in sorted(rows)[:MOST]]


def borne_out(earlier: Path, rows: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the rows of an earlier table without signs that this reading does not name.

    Which of them a text names first is marked as this reading has it.
    """
    kept = {}
    for id_, signs in table_of(earlier).items():
        read = {sign.partition(":")[0]: sign.endswith("!") for sign in rows.get(id_, ())}
        if found := [_marked(sign, read) for sign in signs if sign.partition(":")[0] in read]:
            kept[id_] = found
    return kept


def _marked(sign: str, read: Mapping[str, bool]) -> str:
    is_first = read[sign.partition(":")[0]] and not sign.endswith("?")
    return sign.removesuffix("!") + ("!" if is_first else "")


def table_of(earlier: Path) -> dict[str, list[str]]:
    """Return the signs of each disease in an earlier table."""
    lines = gzip.decompress(earlier.read_bytes()).decode().splitlines()[3:]
    return {id_: signs.split() for id_, _tab, signs in (line.partition("\t") for line in lines)}


def read_texts(mirror: Path, only: Collection[str] = ()) -> dict[str, list[dict[Curie, Named]]]:
    """Return the signs that each text of a disease names."""
    known, titles = homes()
    texts: dict[str, list[dict[Curie, Named]]] = defaultdict(list)
    disowned: dict[str, Counter[Curie]] = defaultdict(Counter)
    silent = set()
    for id_, text in chain(orphanet(mirror), disease_ontology(mirror), medquad(mirror)):
        if id_ not in known or (only and known[id_] not in only):
            continue
        if SILENT.search(text):
            silent.add(known[id_])
        if named := named_in(text, disowned[known[id_]]):
            texts[known[id_]].append(named)
    texts |= {id_: without(found, disowned[id_]) for id_, found in texts.items()}
    for id_ in texts:
        # What the title of a disease names, it is known by.
        if named := named_in(titles[id_]):
            texts[id_].append(named)
    for id_ in silent & texts.keys():
        texts[id_] = [all_hedged(named) for named in texts[id_]]
    return texts


def on_record(
    id_: str, texts: list[dict[Curie, Named]], earlier: Collection[str]
) -> list[dict[Curie, Named]]:
    """Leave out signs that neither a row nor, with what is near them, the record has."""
    ontology = current().ontology
    present = {f.term for f in lookup.disease(id_).findings if not f.excluded}
    kept = {Curie(f"HP:{sign[:7]}") for sign in earlier}

    def is_borne_out(term: Curie) -> bool:
        near = (ontology.is_a(term, one) or ontology.is_a(one, term) for one in present)
        return term in kept or any(near)

    return [{t: here for t, here in named.items() if is_borne_out(t)} for named in texts]


def main() -> None:
    """Write the table to standard output."""
    only = sys.argv[EARLIER_GIVEN + 1 :]
    texts = read_texts(Path(sys.argv[1]), only)
    if only:
        earlier = table_of(Path(sys.argv[2]))
        texts = {id_: on_record(id_, found, earlier.get(id_, ())) for id_, found in texts.items()}
    rows = {id_: in_order(texts[id_]) for id_ in sorted(texts)}
    if only:
        merged = earlier | rows
        rows = {id_: merged[id_] for id_ in sorted(merged)}
    elif len(sys.argv) > EARLIER_GIVEN:
        rows = borne_out(Path(sys.argv[2]), rows)
    lines = [f"{id_}\t{' '.join(signs)}\n" for id_, signs in rows.items()]
    table = HEADER + "".join(lines)
    sys.stdout.buffer.write(gzip.compress(table.encode(), 9, mtime=0))


if __name__ == "__main__":
    main()
