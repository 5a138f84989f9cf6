"""Links that leave the site: catalogues by their own numbers, and searches by name.

They are made from identifiers, never fetched, and leave without saying where the reader was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote_plus

from rarekin.api.diseases.lookup import DiseasePage
from rarekin.model.disease import Section
from rarekin.model.identifiers import Curie
from rarekin.web.atlas.sections.marks import address_of
from rarekin.web.shell.phrases import gettext as _


@dataclass(frozen=True, slots=True)
class Link:
    """One way out.

    Attributes
    ----------
    about
        What the reader finds there.
    """

    address: str
    label: str
    about: str


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links under a heading."""

    heading: str
    links: tuple[Link, ...]


def links_of(section: Section, page: DiseasePage) -> list[LinkGroup]:
    """Return the links of a section.

    Parameters
    ----------
    section
        Of the disease page.
    page
        What the release knows.

    Returns
    -------
    groups
        Possibly none.
    """
    make = {
        Section.DIAGNOSIS: _diagnosis,
        Section.TREATMENT: _treatment,
        Section.TRIALS: _trials,
        Section.ORGANISATIONS: _organisations,
        Section.FIRST_STEPS: _reading,
    }.get(section)
    groups = make(page, quote_plus(page.ref.english)) if make else []
    return [group for group in groups if group.links]


def number_in(page: DiseasePage, prefix: str) -> str:
    """Return the address of the disease in a catalogue, where exactly one number is its own.

    Parameters
    ----------
    page
        What the release knows.
    prefix
        Of the catalogue, such as ``ORPHA``.

    Returns
    -------
    address
        Empty where the disease has no number there, or several.
    """
    exact = [m.object for m in page.ids if m.predicate == "skos:exactMatch"]
    near = [m.object for m in page.ids if m.predicate == "oboInOwl:hasDbXref"]
    for ids in ([page.ref.id], exact, near):
        own = sorted({id_ for id_ in ids if Curie(id_).startswith(f"{prefix}:")})
        if len(own) == 1:
            return address_of(own[0])
    return ""


def _existing(links: Iterable[tuple[str, str, str]]) -> tuple[Link, ...]:
    return tuple(Link(*link) for link in links if link[0])


def _diagnosis(page: DiseasePage, name: str) -> list[LinkGroup]:
    tests = _existing(
        [
            (
                f"https://www.ncbi.nlm.nih.gov/gtr/all/tests/?term={name}",
                "Genetic Testing Registry",
                _("laboratories all over the world and the tests they offer"),
            ),
            (
                number_in(page, "ORPHA"),
                "Orphanet",
                _("its page on this disease lists laboratories in Europe"),
            ),
        ]
    )
    newborn = _existing(
        [
            (
                "https://newbornscreening.hrsa.gov/conditions",
                _("Newborn screening in the United States"),
                _("which diseases babies are tested for at birth"),
            ),
            (
                "https://isns-neoscreening.org/",
                _("International Society for Neonatal Screening"),
                _("other countries"),
            ),
        ]
    )
    return [
        LinkGroup(_("Where to test"), tests),
        LinkGroup(_("Tests at birth"), newborn),
    ]


def _treatment(page: DiseasePage, name: str) -> list[LinkGroup]:
    centres = _existing(
        [
            (
                number_in(page, "ORPHA"),
                "Orphanet",
                _("its page on this disease lists expert centres"),
            ),
            (
                "https://health.ec.europa.eu/rare-diseases-and-european-reference-networks_en",
                _("European Reference Networks"),
                _("hospitals in Europe that treat rare diseases together"),
            ),
            (
                "https://undiagnosed.hms.harvard.edu/",
                _("Undiagnosed Diseases Network"),
                _("for people in the United States without a diagnosis"),
            )
            if not page.genes
            else ("", "", ""),
        ]
    )
    return [LinkGroup(_("Where to find experts"), centres)]


def _trials(page: DiseasePage, name: str) -> list[LinkGroup]:
    trials = _existing(
        [
            (
                f"https://clinicaltrials.gov/search?cond={name}&aggFilters=status:rec",
                "ClinicalTrials.gov",
                _("studies that look for people now, by the name of the disease"),
            ),
            (
                f"https://www.clinicaltrialsregister.eu/ctr-search/search?query={name}",
                _("EU Clinical Trials Register"),
                _("studies of medicines in Europe"),
            ),
        ]
    )
    return [LinkGroup(_("Search for studies"), trials)]


def _organisations(page: DiseasePage, name: str) -> list[LinkGroup]:
    groups = _existing(
        [
            (
                f"https://rarediseases.org/?s={name}",
                "NORD",
                _("organisations and reports, United States"),
            ),
            (
                "https://www.eurordis.org/",
                "EURORDIS",
                _("organisations in Europe"),
            ),
            (number_in(page, "GARD"), "GARD", _("overview and organisations, United States")),
        ]
    )
    return [LinkGroup(_("Where to look for more"), groups)]


def _reading(page: DiseasePage, name: str) -> list[LinkGroup]:
    papers = _existing(
        [
            (
                f"https://www.ncbi.nlm.nih.gov/books/NBK1116/?term={name}",
                "GeneReviews",
                _("long articles for doctors, if there is one on this disease"),
            ),
            (number_in(page, "ORPHA"), "Orphanet", _("the European catalogue of rare diseases")),
            (number_in(page, "OMIM"), "OMIM", _("what is known about the genes, for experts")),
            (
                f"https://pubmed.ncbi.nlm.nih.gov/?term=%22{name}%22",
                "PubMed",
                _("scientific papers that name the disease"),
            ),
        ]
    )
    counsel = _existing(
        [
            (
                "https://findageneticcounselor.nsgc.org/",
                "NSGC",
                _("genetic counsellors in the United States and Canada"),
            ),
            (
                "https://www.eshg.org/",
                "ESHG",
                _("human genetics in Europe"),
            ),
        ]
    )
    return [
        LinkGroup(_("To read, or to hand to your doctor"), papers),
        LinkGroup(_("Genetics professionals"), counsel),
    ]
