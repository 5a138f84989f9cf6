"""The short list: who shares the most telling keys with somebody, from one index alone.

For every key of the searcher the database reads a window of at most ``2 * WINDOW`` people
around one place of the ring; a key that fewer people share is read whole. The sum of the
weights orders them. People met before and people in a block never take up room.
"""

from __future__ import annotations

from itertools import chain

from django.db import connection

from rarekin.web.community.models import MatchKey

WINDOW = 48
SHORT_LIST = 100

# One window on each side of the place; the index alone answers it, in order.
_WINDOWS = (
    "SELECT profile_id, weight FROM (SELECT profile_id, weight FROM community_matchkey"
    " WHERE key = {key} AND spread >= %s ORDER BY spread LIMIT %s) AS up"
    " UNION ALL "
    "SELECT profile_id, weight FROM (SELECT profile_id, weight FROM community_matchkey"
    " WHERE key = {key} AND spread < %s ORDER BY spread DESC LIMIT %s) AS down"
)
# One small plan however many keys there are: PostgreSQL took longer to plan fifty windows than
# to read them. SQLite has no LATERAL, and plans in no time.
_LATERAL = (
    "(SELECT each.profile_id, each.weight FROM community_matchkey AS mine, LATERAL ("  # noqa: S608
    + _WINDOWS.format(key="mine.key")
    + ") AS each WHERE mine.profile_id = %s)"
)
_BEST = (
    "SELECT near.profile_id, sum(near.weight) AS told FROM {source} AS near"
    " WHERE near.profile_id <> %s AND near.profile_id NOT IN ("
    "SELECT theirs.profile_id FROM community_side AS mine JOIN community_side AS theirs"
    " ON theirs.introduction_id = mine.introduction_id WHERE mine.profile_id = %s"
    " UNION ALL SELECT blocked_id FROM community_block WHERE blocker_id = %s"
    " UNION ALL SELECT blocker_id FROM community_block WHERE blocked_id = %s)"
    " GROUP BY near.profile_id ORDER BY told DESC, near.profile_id LIMIT %s"
)


def nearest(profile_id: int, place: int) -> list[tuple[int, int]]:
    """Return the short list.

    Parameters
    ----------
    profile_id
        Who is searched for.
    place
        Where on the ring common keys are read.

    Returns
    -------
    pairs
        Profile number and summed weight, the heaviest first; nobody met before or blocked.
    """
    statement, values = search_statement(profile_id, place)
    if not statement:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [(int(pk), int(told)) for pk, told in cursor.fetchall()]


def search_statement(profile_id: int, place: int) -> tuple[str, list[int]]:
    """Return the search as SQL and its values.

    Parameters
    ----------
    profile_id
        The searcher.
    place
        Where on the ring common keys are read.

    Returns
    -------
    statement, values
        For a cursor, and for looking at the database's plan; empty for somebody without keys.
    """
    rest = [profile_id] * 4 + [SHORT_LIST]
    if connection.vendor == "postgresql":
        return _BEST.format(source=_LATERAL), [*(place, WINDOW) * 2, profile_id, *rest]
    keys = list(MatchKey.objects.filter(profile_id=profile_id).values_list("key", flat=True))
    windows = " UNION ALL ".join([_WINDOWS.format(key="%s")] * len(keys))
    values = chain.from_iterable((key, place, WINDOW) * 2 for key in keys)
    return (_BEST.format(source=f"({windows})"), [*values, *rest]) if keys else ("", [])
