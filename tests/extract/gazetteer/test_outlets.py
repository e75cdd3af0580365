"""Outlets: what an address tells of where a text was written."""

from __future__ import annotations

import pytest

from polybius.extract.gazetteer import Outlet, Toponym, outlet_of, resolve_all


@pytest.mark.parametrize(
    ("url", "name", "country", "home"),
    [
        ("http://www.qwyx-herald.co.uk/a", None, "GBR", "GBR"),
        ("https://news.qwyx.ie/a", None, "IRL", "IRL"),
        ("https://qwyx.com/a", None, None, "USA"),
        ("https://qwyx.tv/a", None, None, None),
        ("https://qwyx.org/a", None, None, None),
        (None, "qwyx.com.au", "AUS", "AUS"),
        (None, "The Qwyx Herald", None, None),
        ("http://[broken", None, None, None),
        (None, None, None, None),
    ],
)
def test_an_address_tells_a_country(
    url: str | None, name: str | None, country: str | None, home: str | None
) -> None:
    found = outlet_of(url, name)
    assert (found.country, found.home) == (country, home)


def test_an_outlet_bears_the_name_of_its_town() -> None:
    assert outlet_of("http://www.st-albans-review.com/").bears("Albans")
    assert outlet_of(None, "The Lisburn Star").bears("Lisburn")
    assert not outlet_of("http://www.adaily.com/").bears("Ada")  # too short to tell


def test_a_paper_s_town_is_in_the_paper_s_country() -> None:
    def country(outlet: Outlet) -> str | None:
        (found,) = resolve_all((Toponym("Cambridge"),), outlet)
        return found.candidates[0][0].country

    assert country(outlet_of("http://cambridgestar.co.uk/")) == "GBR"
    assert country(outlet_of("http://cambridgestar.ca/")) == "CAN"
