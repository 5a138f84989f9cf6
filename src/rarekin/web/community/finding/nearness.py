"""How near two people live: the same country, a neighbouring one, the same part of the world.

Nothing finer is known and no distance is ever worked out. A card says at most "in the same part
of the world, or in neighbouring countries", because many countries have a single neighbour.
Parts are those of `rarekin.web.accounts.being.places`, after the regions of the United Nations'
M49 standard; neighbours share a border on land, or a bridge or tunnel across a strait.
"""

from __future__ import annotations

from enum import StrEnum

_PARTS = {
    "XA": "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG EH ER ET GA GH GM GN GQ GW KE KM LR LS LY MA"
    " MG ML MR MU MW MZ NA NE NG RE RW SC SD SH SL SN SO SS ST SZ TD TG TN TZ UG YT ZA ZM ZW",
    "XS": "AE AF AM AZ BD BH BN BT CN CY GE HK ID IL IN IQ IR JO JP KG KH KP KR KW KZ LA LB LK MM"
    " MN MO MV MY NP OM PH PK PS QA SA SG SY TH TJ TL TM TR TW UZ VN YE",
    "XE": "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI"
    " LT LU LV MC MD ME MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA",
    "XL": "AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT"
    " JM KN KY LC MF MQ MS MX NI PA PE PR PY SR SV SX TC TT UY VC VE VG VI",
    "XN": "BM CA GL PM US",
    "XO": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS",
}
_PART_OF = {country: part for part, listed in _PARTS.items() for country in listed.split()}

# Each pair once, under whichever country comes first in the alphabet.
_BORDERS = (
    "AD:ES FR", "AE:OM SA", "AF:CN IR PK TJ TM UZ", "AL:GR ME MK", "AM:AZ GE IR TR",
    "AO:CD CG NA ZM", "AR:BO BR CL PY UY", "AT:CH CZ DE HU IT LI SI SK", "AZ:GE IR RU TR",
    "BA:HR ME RS", "BD:IN MM", "BE:DE FR LU NL", "BF:BJ CI GH ML NE TG", "BG:GR MK RO RS TR",
    "BH:SA", "BI:CD RW TZ", "BJ:NE NG TG", "BN:MY", "BO:BR CL PE PY",
    "BR:CO GF GY PE PY SR UY VE", "BT:CN IN", "BW:NA ZA ZM ZW", "BY:LT LV PL RU UA", "BZ:GT MX",
    "CA:US", "CD:CF CG RW SS TZ UG ZM", "CF:CG CM SD SS TD", "CG:CM GA", "CH:DE FR IT LI",
    "CI:GH GN LR ML", "CL:PE", "CM:GA GQ NG TD",
    "CN:HK IN KG KP KZ LA MM MN MO NP PK RU TJ VN", "CO:EC PA PE VE", "CR:NI PA", "CZ:DE PL SK",
    "DE:DK FR LU NL PL", "DJ:ER ET SO", "DK:SE", "DO:HT", "DZ:EH LY MA ML MR NE TN", "EC:PE",
    "EE:LV RU", "EG:IL LY PS SD", "EH:MA MR", "ER:ET SD", "ES:FR GI MA PT", "ET:KE SD SO SS",
    "FI:NO RU SE", "FR:GB IT LU MC", "GA:GQ", "GB:IE", "GE:RU TR", "GF:SR", "GH:TG", "GM:SN",
    "GN:GW LR ML SL SN", "GR:MK TR", "GT:HN MX SV", "GW:SN", "GY:SR VE", "HN:NI SV",
    "HR:HU ME RS SI", "HU:RO RS SI SK UA", "ID:MY PG TL", "IL:JO LB PS SY", "IN:MM NP PK",
    "IQ:IR JO KW SA SY TR", "IR:PK TM TR", "IT:SI SM VA", "JO:PS SA SY", "KE:SO SS TZ UG",
    "KG:KZ TJ UZ", "KH:LA TH VN", "KP:KR RU", "KW:SA", "KZ:RU TM UZ", "LA:MM TH VN", "LB:SY",
    "LR:SL", "LS:ZA", "LT:LV PL RU", "LV:RU", "LY:NE SD TD TN", "MD:RO UA", "ME:RS",
    "MF:SX", "MK:RS", "ML:MR NE SN", "MM:TH", "MN:RU", "MR:SN", "MW:MZ TZ ZM", "MX:US",
    "MY:SG TH", "MZ:SZ TZ ZA ZM ZW", "NA:ZA ZM", "NE:NG TD", "NG:TD", "NO:RU SE", "OM:SA YE",
    "PL:RU SK UA", "QA:SA", "RO:RS UA", "RU:UA", "RW:TZ UG", "SA:YE", "SD:SS TD",
    "SK:UA", "SS:UG", "SY:TR", "SZ:ZA", "TJ:UZ", "TM:UZ", "TZ:UG ZM", "ZA:ZW", "ZM:ZW",
)  # fmt: skip
NEIGHBOURS = frozenset(frozenset((row[:2], other)) for row in _BORDERS for other in row[3:].split())


class Nearness(StrEnum):
    """How near, the nearest first."""

    COUNTRY = "country"
    NEIGHBOUR = "neighbour"
    PART = "part"
    NONE = ""


def nearness(one: str, other: str) -> Nearness:
    """Compare where two people live.

    Parameters
    ----------
    one, other
        Codes of `rarekin.web.accounts.being.places`, or empty where nothing may be used.

    Returns
    -------
    nearness
        The same whichever comes first.

    Examples
    --------
    >>> nearness("FR", "DE").name, nearness("FR", "FI").name, nearness("FR", "BR").name
    ('NEIGHBOUR', 'PART', 'NONE')
    """
    if not one or not other:
        return Nearness.NONE
    if one == other:
        # A part of the world that both gave instead of a country is no country.
        return Nearness.PART if one in _PARTS else Nearness.COUNTRY
    if frozenset((one, other)) in NEIGHBOURS:
        return Nearness.NEIGHBOUR
    is_same_part = part_of(one) == part_of(other) != ""
    return Nearness.PART if is_same_part else Nearness.NONE


def part_of(place: str) -> str:
    """Return the part of the world in which a country lies.

    Parameters
    ----------
    place
        A country, or a part of the world itself.

    Returns
    -------
    part
        Empty for a code we do not know.
    """
    return place if place in _PARTS else _PART_OF.get(place, "")
