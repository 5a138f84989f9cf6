"""How far a counted share can be trusted.

Wilson's score interval (Wilson EB. J Am Stat Assoc 1927;22:209-212,
doi:10.1080/01621459.1927.10502953) keeps its coverage in small samples (Brown LD, Cai TT,
DasGupta A. Stat Sci 2001;16:101-133, doi:10.1214/ss/1009213286).
"""

from __future__ import annotations

import math

_Z_95 = 1.959963984540054


def wilson_interval(n_with: int, n_of: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share.

    Parameters
    ----------
    n_with, n_of
        Counted people; ``n_of`` at least 1.

    Returns
    -------
    low, high
        Between 0 and 1.

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(0, 10)]
    [0.0, 0.278]
    """
    square = _Z_95 * _Z_95
    share = n_with / n_of
    middle = share + square / (2 * n_of)
    reach = _Z_95 * math.sqrt(share * (1 - share) / n_of + square / (4 * n_of * n_of))
    scale = 1 + square / n_of
    low = 0.0 if n_with == 0 else (middle - reach) / scale
    high = 1.0 if n_with == n_of else (middle + reach) / scale
    return low, high
