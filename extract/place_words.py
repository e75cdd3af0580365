"""Place words: compass points, parts of places, and nouns that speak of places."""

from __future__ import annotations

__all__ = ["COMPASS", "PARTS", "PLACE_NOUNS", "SETTLEMENTS"]

COMPASS = frozenset(
    {
        *(way + end for way in ("north", "south", "east", "west") for end in ("", "ern")),
        *(a + b + end for a in ("north", "south") for b in ("east", "west") for end in ("", "ern")),
        *("central", "upper", "lower", "inner"),
        *("northernmost", "southernmost", "easternmost", "westernmost"),
    }
)
# What a place's part may be called, by the class of such a part.
_PART_NOUNS = {
    "Region": (
        *("region", "area", "part", "province", "governorate", "district", "state", "territory"),
        *("countryside", "suburb", "outskirt", "hinterland", "enclave", "pocket", "zone", "county"),
    ),
    "NaturalFeature": (
        *("desert", "mountain", "river", "valley", "lake", "coast", "sea", "forest", "plain"),
        *("island", "gulf", "bay", "strait", "ocean", "mount", "peninsula", "cape", "canal"),
    ),
    "BorderArea": ("border", "frontier", "borderland"),
    "Facility": (
        *("airport", "base", "port", "camp", "prison", "hospital", "crossing", "dam", "bridge"),
    ),
}
PARTS = {noun: kind for kind, nouns in _PART_NOUNS.items() for noun in nouns}
# Nouns by which a text speaks again of a place it has named.
PLACE_NOUNS = frozenset({"country", "nation", "republic", "kingdom", "city", "town", "capital"})
# Nouns before the "of" that a settlement's name follows.
SETTLEMENTS = frozenset({"city", "town", "village", "port", "suburb", "district", "province"})
