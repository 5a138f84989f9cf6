"""Names of HPO terms in other languages, as the HPO translation teams publish them."""
