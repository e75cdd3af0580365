"""Invented articles in a file, the same at every run, for builds that are killed or shared out."""

from __future__ import annotations

import json
import random
from pathlib import Path

__all__ = ["write_articles"]

_ACTORS = ("Russia", "Turkey", "The army", "Islamic State", "Iran", "A spokesman", "The UN")
_DEEDS = ("attacked", "accused", "met", "threatened", "helped", "called on")
_PLACES = ("Raqqa", "Idlib", "Geneva", "Aleppo", "Ankara", "Damascus")


def write_articles(file: Path, number: int, *, told_anew: bool = False) -> Path:
    """Write invented articles: one in another language, the first told anew at the end."""
    dice = random.Random(20171227)  # noqa: S311  (dice, not secrets)
    records = [_article(dice, it) for it in range(number)]
    records[3]["text"] = "Le ministre a dit que les soldats sont partis hier de la ville. " * 5
    if told_anew:
        records[-1]["url"] = records[0]["url"]
    lines = (json.dumps(record) + "\n" for record in records)
    file.write_text("".join(lines), encoding="utf-8")
    return file


def _article(dice: random.Random, number: int) -> dict[str, str]:
    sentences = [
        f"{dice.choice(_ACTORS)} {dice.choice(_DEEDS)} {dice.choice(_ACTORS)} in"
        f" {dice.choice(_PLACES)} on Monday, an official said."
        for _ in range(dice.randrange(2, 9))
    ]
    return {
        "id": str(number),
        "url": f"https://wire.example/{number}",
        "title": f"Report {number}",
        "published": f"2017-12-{1 + number % 28:02}",
        "outlet": "Sample Wire",
        "text": " ".join(sentences),
    }
