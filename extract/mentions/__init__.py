"""Mentions: the words of a text that speak of an actor or a place."""
