"""The number of resources in the stack, now and as planned. CloudFormation accepts 500."""

from collections.abc import Iterator
from dataclasses import dataclass

from lint.template import Template

# The bound for today's resources together with those planned below. The other 15 are reserved for unplanned ones. Resources
# that only some deployments have, such as the pages, always count.
MOST = 485


@dataclass
class Coming:
    """A function that is not built yet, with its triggers."""

    name: str
    routes: int = 0
    # Rules and schedules.
    events: int = 0

    @property
    def resources(self) -> int:
        """The function, its role, a permission for each route; each rule with its permission, and the configuration of its
    asynchronous invocations."""
        return 2 + self.routes + 2 * self.events + bool(self.events)


FUNCTIONS = [
    # Webhooks: their reads, their writes, deliveries, and repeated deliveries.
    Coming("list-webhooks", routes=2),
    Coming("write-webhook", routes=5),
    Coming("list-deliveries", routes=1),
    Coming("redeliver", routes=2),
    Coming("fan-out-webhooks", events=1),
    Coming("deliver-webhooks", events=2),
]
OTHERS = {
    "a secret: WebhookSecret": 1,
    "a log group of webhooks": 1,
    "alarms: endpoints, and a schedule's silence": 2,
}


def forecast(template: Template) -> int:
    return len(template.processed) + sum(it.resources for it in FUNCTIONS) + sum(OTHERS.values())


def resources_fit(template: Template) -> Iterator[str]:
    today, then = len(template.processed), forecast(template)
    if today > MOST:
        yield f"{today} resources after processing; CloudFormation takes 500, keep to {MOST}"
    if then > MOST:
        yield f"with what is to come (infra/lint/size.py) it will have {then} resources; keep to {MOST}"


RULES = [resources_fit]
