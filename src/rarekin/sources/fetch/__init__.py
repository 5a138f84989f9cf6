"""The only door to the network: fetch one file politely and believe nothing it says."""

from rarekin.sources.fetch.connection import check_address
from rarekin.sources.fetch.transfer import Fetched, fetch

__all__ = ["Fetched", "check_address", "fetch"]
