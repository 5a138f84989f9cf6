"""Ask version 2 of the ClinicalTrials.gov API for the studies of one condition, page by page.

The API is described at https://clinicaltrials.gov/data-api/api.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

from rarekin.errors import FetchError
from rarekin.model.identifiers import Curie

ADDRESS = "https://clinicaltrials.gov/api/v2/studies"
STATUSES = ("RECRUITING", "NOT_YET_RECRUITING", "ENROLLING_BY_INVITATION", "AVAILABLE")
"""Studies one can still join; ``AVAILABLE`` is expanded access."""

SHORTEST_PAUSE_S = 1.0
"""The publisher's crawl delay."""

PAGE_BYTES = 20_000_000
_PAGE_SIZE = 200
_MOST_PAGES = 20
_FIELDS = (
    "NCTId", "BriefTitle", "OverallStatus", "LastUpdatePostDate", "LeadSponsorName", "Condition",
    "Keyword", "StudyType", "Phase", "InterventionType", "InterventionName", "LocationCountry",
    "MinimumAge", "MaximumAge", "Sex",
)  # fmt: skip

Get = Callable[[str], bytes]


def page_address(condition: str, token: str = "", *, address: str = ADDRESS) -> str:
    """Return the address of one page of studies.

    Parameters
    ----------
    condition
        The name of a disease. Words with a meaning in the query language lose it: it is
        searched as a phrase.
    token
        Of the page, from the page before; empty for the first.
    address
        Of the API.

    Returns
    -------
    url
        With every parameter.

    Examples
    --------
    >>> page_address("Toy disease").partition("?")[2][:38]
    'format=json&query.cond=%22Toy+disease%'
    """
    phrase = " ".join(condition.replace('"', " ").replace("\\", " ").split())
    parameters = {
        "format": "json",
        "query.cond": f'"{phrase}"',
        "filter.overallStatus": "|".join(STATUSES),
        "fields": "|".join(_FIELDS),
        "pageSize": str(_PAGE_SIZE),
        **({"pageToken": token} if token else {}),
    }
    return f"{address}?{urlencode(parameters)}"


def ask(
    disease: Curie,
    names: Sequence[str],
    get: Get,
    *,
    asked: datetime.date,
    pause: Callable[[], None],
    address: str = ADDRESS,
) -> bytes:
    """Ask for the studies of one disease and return the file that `parse` reads.

    Parameters
    ----------
    disease
        The id under which the answer is kept.
    names
        Its preferred name first, then exact synonyms; each is asked for.
    get
        Brings one address.
    asked
        Today.
    pause
        Waits `SHORTEST_PAUSE_S` or more; called between two requests.
    address
        Of the API.

    Returns
    -------
    document
        JSON with ``asked``, ``disease``, ``names`` and the ``pages`` as they came.

    Raises
    ------
    FetchError
        If a page is no JSON object with studies, or pages go round in a circle.

    Examples
    --------
    >>> day = datetime.date(2026, 11, 22)
    >>> ask("MONDO:1", ["Toy"], lambda url: b'{"studies": []}', asked=day, pause=lambda: None)
    b'{"asked": "2026-11-22", "disease": "MONDO:1", "names": ["Toy"], "pages": [{"studies": []}]}'
    """
    pages: list[object] = []
    for name in dict.fromkeys(names):
        pages.extend(_pages(name, get, pause, address, is_first=not pages))
    document = {
        "asked": asked.isoformat(), "disease": disease, "names": list(names), "pages": pages,
    }  # fmt: skip
    return json.dumps(document, ensure_ascii=False).encode()


def _pages(
    name: str, get: Get, pause: Callable[[], None], address: str, *, is_first: bool
) -> Iterator[dict[str, object]]:
    token, seen = "", {""}
    for i_page in range(_MOST_PAGES):
        if i_page or not is_first:
            pause()
        page = _read(get(page_address(name, token, address=address)), name)
        yield page
        token = str(page.get("nextPageToken") or "")
        if not token:
            return
        if token in seen:
            break
        seen.add(token)
    raise FetchError(
        f"ClinicalTrials.gov gave more than {_MOST_PAGES} pages, or one twice, for {name[:60]!r}.",
        hint="Ask for a narrower name.",
    )


def _read(data: bytes, name: str) -> dict[str, object]:
    try:
        page = json.loads(data)
    except ValueError as error:
        raise _no_answer(name) from error
    if not isinstance(page, dict) or not isinstance(page.get("studies"), list):
        raise _no_answer(name)
    return page


def _no_answer(name: str) -> FetchError:
    return FetchError(
        f"ClinicalTrials.gov answered the question for {name[:60]!r} with something else "
        "than a list of studies.",
        hint="Try again later; the answer kept before stays in use.",
    )
