"""Queries: the SPARQL of Polybius, and asking it of an embedded or a remote store."""
