"""What this copy does not have about a disease, in one place, and where else to look."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus

from django.utils.functional import Promise

from rarekin.api.diseases.lookup import DiseasePage
from rarekin.api.telling.forms import Forms
from rarekin.model.disease import Section
from rarekin.web.atlas.sections.links import Link, number_in
from rarekin.web.shell.phrases import gettext as _
from rarekin.web.shell.phrases import gettext_lazy

ANCHOR = "missing"
_REFERENCE = re.compile(
    r"^https?://(?:ghr\.nlm\.nih\.gov|medlineplus\.gov/genetics)/condition/([\w-]+)"
)

# What is looked for and not there; sections that only offer something are never missed.
_LOOKED_FOR: dict[Section, str | Promise] = {
    Section.SIGNS: gettext_lazy("signs"),
    Section.CAUSES: gettext_lazy("the cause"),
    Section.INHERITANCE: gettext_lazy("how it is inherited"),
    Section.DIAGNOSIS: gettext_lazy("how it is diagnosed"),
    Section.OUTLOOK: gettext_lazy("the outlook"),
    Section.PREVALENCE: gettext_lazy("how many people have it"),
    Section.TREATMENT: gettext_lazy("treatment"),
    Section.TRIALS: gettext_lazy("studies"),
    Section.LOOKALIKES: gettext_lazy("diseases that look like it"),
    Section.ORGANISATIONS: gettext_lazy("organisations"),
}


@dataclass(frozen=True, slots=True)
class Missing:
    """What is not here.

    Attributes
    ----------
    topics
        In words, in the order of the page.
    links
        Where it may stand, by the numbers of this very disease where there are any.
    """

    topics: tuple[str, ...]
    links: tuple[Link, ...]


def missing_of(page: DiseasePage, forms: Forms, shown: Iterable[Section]) -> Missing:
    """Say what this copy does not have about a disease.

    Parameters
    ----------
    page
        What the release knows.
    forms
        Its forms; what is known of them is not missing.
    shown
        Sections that say something.

    Returns
    -------
    missing
        Without topics where everything is there.
    """
    told = {*shown, *_told_of_forms(forms)}
    topics = tuple(str(words) for section, words in _LOOKED_FOR.items() if section not in told)
    return Missing(topics, _links(page))


def _told_of_forms(forms: Forms) -> set[Section]:
    has = {
        Section.SIGNS: any(form.n_findings for form in forms.forms),
        Section.CAUSES: any(form.genes for form in forms.forms),
        Section.INHERITANCE: any(form.inheritance for form in forms.forms),
    }
    return {section for section, is_there in has.items() if is_there}


def _links(page: DiseasePage) -> tuple[Link, ...]:
    name = quote_plus(page.ref.english)
    concept = number_in(page, "UMLS").rpartition("/")[2]
    tests = (
        f"https://www.ncbi.nlm.nih.gov/gtr/conditions/{concept}/"
        if concept
        else f"https://www.ncbi.nlm.nih.gov/gtr/all/tests/?term={name}"
    )
    wanted = (
        (number_in(page, "GARD"), "GARD", _("overview and organisations, United States")),
        (number_in(page, "ORPHA"), "Orphanet", _("overview, expert centres, Europe")),
        (_genetics(page, name), "MedlinePlus Genetics", _("in plain words, United States")),
        (
            f"https://clinicaltrials.gov/search?cond={name}&aggFilters=status:rec",
            "ClinicalTrials.gov",
            _("studies that look for people now, by the name of the disease"),
        ),
        (tests, "Genetic Testing Registry", _("laboratories and the tests they offer")),
    )
    return tuple(Link(*link) for link in wanted if link[0])


def _genetics(page: DiseasePage, name: str) -> str:
    """Return the page of MedlinePlus Genetics that a source read, else a search by name."""
    for facts in page.facts.values():
        for fact in facts:
            for work in fact.citations:
                found = _REFERENCE.match(work.url)
                if found:
                    return f"https://medlineplus.gov/genetics/condition/{found[1]}/"
    return (
        "https://vsearch.nlm.nih.gov/vivisimo/cgi-bin/query-meta"
        f"?v%3Aproject=medlineplus&query={name}"
    )
