"""All rules. Each takes a template and reports its faults, with the resource and the remedy."""

from collections.abc import Iterator

from lint import alarms, events, gateway, policies, size, state
from lint.template import Template
from processed import Refused


def sam_accepts_the_template(template: Template) -> Iterator[str]:
    """`sam validate --lint` accepts, for example, event types that SAM does not know."""
    try:
        template.processed
    except Refused as refused:
        yield from (cause.message for cause in refused.causes)


RULES = [*policies.RULES, *alarms.RULES, *events.RULES, *state.RULES, *gateway.RULES, *size.RULES]


def faults(template: Template) -> list[tuple[str, str]]:
    """The rule's name, and the fault."""
    refused = [(sam_accepts_the_template.__name__, f"SAM refuses it: {fault}") for fault in sam_accepts_the_template(template)]
    return refused or [(rule.__name__, fault) for rule in RULES for fault in rule(template)]
