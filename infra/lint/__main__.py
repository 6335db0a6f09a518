"""The project's own rules for template.yaml, beside those of cfn-lint: what AWS refuses, or accepts with a surprising
effect, and no linter reports. `rules.py` lists them."""

import sys

from lint import size, template
from lint.rules import RULES, faults


def main() -> int:
    read = template.read()
    if found := faults(read):
        for rule, fault in found:
            print(f"template.yaml: {fault} [{rule}]", file=sys.stderr)
        return 1
    print(f"template.yaml keeps {len(RULES)} rules")
    print(f"{len(read.processed)} resources today, forecast {size.forecast(read)} of at most {size.MOST}")
    return 0


sys.exit(main())
