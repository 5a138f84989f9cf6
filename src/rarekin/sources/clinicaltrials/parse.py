"""Kept answers of ClinicalTrials.gov to facts: studies one can join, with the day of asking."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rarekin.errors import InputError
from rarekin.model.citations import Citation
from rarekin.model.disease import Fact, Section
from rarekin.model.identifiers import Curie, parse_curie
from rarekin.model.issues import Issue, IssueLevel
from rarekin.sources.clinicaltrials.query import STATUSES

SOURCE = "clinicaltrials"
_NUMBER = re.compile(r"NCT\d{8}")
_WORD = re.compile(r"\w+")

Json = Mapping[str, Any]


def parse(files: Mapping[str, bytes]) -> Iterator[Fact | Issue]:
    """Yield one fact for each study of each disease.

    The registry's search also returns studies of wider or neighbouring conditions: ``names``
    in the value says whether the study itself names the disease.

    Parameters
    ----------
    files
        One document per disease, as `rarekin.sources.clinicaltrials.query.ask` writes it.

    Yields
    ------
    record
        A `Fact` of kind ``trial``; an `Issue` for a document or study that could not be read.
        Studies one can no longer join are left out.

    Examples
    --------
    >>> from rarekin.sources.clinicaltrials.query import ask
    >>> page = {"studies": [{"protocolSection": {
    ...     "identificationModule": {"nctId": "NCT00000001", "briefTitle": "A toy study"},
    ...     "statusModule": {"overallStatus": "RECRUITING"},
    ...     "conditionsModule": {"conditions": ["Toy Disease"]}}}]}
    >>> document = ask("MONDO:0000002", ["toy disease"], lambda url: json.dumps(page).encode(),
    ...     asked=datetime.date(2026, 11, 22), pause=lambda: None)
    >>> [(f.value["study"], f.value["names"], f.as_of) for f in parse({"a.json": document})]
    [('NCT00000001', True, datetime.date(2026, 11, 22))]
    """
    for name in sorted(files):
        try:
            document = json.loads(files[name])
            disease = parse_curie(document["disease"])
            asked = datetime.date.fromisoformat(document["asked"])
            studies = [s for page in document["pages"] for s in page["studies"]]
            names = [str(n) for n in document["names"]]
        except (InputError, ValueError, KeyError, TypeError) as error:
            yield Issue("trials-file", IssueLevel.ERROR, name, f"Left out: {error!r}")
            continue
        yield from _studies(name, studies, disease, names, asked)


def _studies(
    where: str, studies: list[Json], disease: Curie, names: list[str], asked: datetime.date
) -> Iterator[Fact | Issue]:
    seen: set[str] = set()
    for i_study, study in enumerate(studies):
        try:
            fact = _fact(study["protocolSection"], disease, names, asked)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            place = f"{where}: studies[{i_study}]"
            yield Issue("trials-study", IssueLevel.ERROR, place, f"Left out: {error!r}")
            continue
        number = str(fact.value["study"])
        if fact.value["status"] in STATUSES and number not in seen:
            seen.add(number)
            yield fact


def _fact(protocol: Json, disease: Curie, names: list[str], asked: datetime.date) -> Fact:
    identification = protocol["identificationModule"]
    number = identification["nctId"]
    if not _NUMBER.fullmatch(number):
        raise ValueError(f"study number {number!r}")
    status = protocol["statusModule"]
    title = " ".join(str(identification["briefTitle"]).split())
    url = f"https://clinicaltrials.gov/study/{number}"
    value = {
        "study": number,
        "status": str(status["overallStatus"]),
        "names": _names_disease(protocol, names, title),
        **_described(protocol),
        "updated": str(status.get("lastUpdatePostDateStruct", {}).get("date", "")),
    }
    return Fact(
        disease=disease,
        section=Section.TRIALS,
        kind="trial",
        source=SOURCE,
        text=title,
        value={key: content for key, content in value.items() if content not in ("", [])},
        citations=(Citation(title, "the study's entry in the registry", url=url),),
        as_of=asked,
        quoted=True,
    )


def _described(protocol: Json) -> dict[str, object]:
    design = protocol.get("designModule", {})
    eligibility = protocol.get("eligibilityModule", {})
    sponsor = protocol.get("sponsorCollaboratorsModule", {}).get("leadSponsor", {})
    interventions = protocol.get("armsInterventionsModule", {}).get("interventions", [])
    locations = protocol.get("contactsLocationsModule", {}).get("locations", [])
    return {
        "type": str(design.get("studyType", "")),
        "phases": [str(phase) for phase in design.get("phases", []) if phase != "NA"],
        "interventions": sorted({str(i["name"]) for i in interventions if i.get("name")}),
        "countries": sorted({str(p["country"]) for p in locations if p.get("country")}),
        "sponsor": str(sponsor.get("name", "")),
        "youngest": str(eligibility.get("minimumAge", "")),
        "oldest": str(eligibility.get("maximumAge", "")),
        "sex": "" if eligibility.get("sex") == "ALL" else str(eligibility.get("sex", "")),
    }


def _names_disease(protocol: Json, names: list[str], title: str) -> bool:
    stated = protocol.get("conditionsModule", {})
    texts = [title, *stated.get("conditions", []), *stated.get("keywords", [])]
    spelled = [f" {_spelling(text)} " for text in texts]
    wanted = [f" {_spelling(name)} " for name in names if _spelling(name)]
    return any(name in text for name in wanted for text in spelled)


def _spelling(text: str) -> str:
    return " ".join(_WORD.findall(str(text).casefold()))
