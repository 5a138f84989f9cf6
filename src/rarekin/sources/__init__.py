"""One folder per public source; `fetch` alone opens the network."""
