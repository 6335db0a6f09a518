"""Computes Docket's costs from AWS's list prices: a month without use, and 1,000 orders. Prints the tables, and fails
when the month without use costs more than the bound, when a type of resource has no price, when a test no longer
asserts the value of a figure, or when docs/operations.md has other figures."""

import argparse
import sys
import unittest

import document
import idle
from figures import Fault, check_sources
from stack import Stack, defaults, everything, process, read


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="only print the tables, as docs/operations.md has them")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/operations.md")
    options = parser.parse_args()
    template = read()
    try:
        default, optional = (Stack(process(template, it), it) for it in (defaults(template), everything(template)))
        tables = document.tables(default, optional)
        print(tables)
        if options.markdown:
            return 0
        if options.write:
            document.write(tables)
        check_sources()
        idle.check(idle.rows(default))
        document.check(tables)
    except Fault as fault:
        print(f"costs: {fault}", file=sys.stderr)
        return 1
    suite = unittest.defaultTestLoader.loadTestsFromName("tests")
    return 0 if unittest.TextTestRunner(verbosity=0).run(suite).wasSuccessful() else 1


sys.exit(main())
