"""Unusual path parameters, as API Gateway passes them: decoded in `rawPath` and in `pathParameters`.

None of them names a resource, so each gets one of Docket's own problem responses, and the function must still answer
the next request."""

import checks
from samples import sample

VALUES = [
    "%2B12025550142",
    "%",
    "%zz",
    "100%25",
    "?",
    "a?b=c&d",
    "#",
    "a b",
    " ",
    "+",
    "Zoë–𝛑",
    "e\u0301\u202e",
    ".",
    "..",
    "../../etc/passwd",
    "a/b",
    "//",
    "\\",
    '"<script>',
    "{id}",
    "a\tb\nc",
    "\u0000",
    "x" * 4000,
]

# Each with the parameter's name and the possible statuses.
FUNCTIONS = {
    "get-order": ("id", [400, 404]),
    "list-customer-orders": ("phone", [400, 404]),
    "get-product": ("id", [400, 404]),
    "get-seller": ("id", [400, 404]),
    # Paths that fit no route.
    "not-found": (None, [404]),
}


def check(world) -> int:
    """Returns how many were tried."""
    for name, (parameter, statuses) in FUNCTIONS.items():
        with world.sandbox(name) as sandbox:
            for value in VALUES:
                answer = sandbox.invoke(odd(name, parameter, value, world.values))
                checks.expect(answer["statusCode"] in statuses, name, repr(value), answer)
                checks.http(answer, answer["statusCode"], {"status": answer["statusCode"]})
            # The same process still answers.
            checks.http(sandbox.invoke(sample(name, world.values)), *checks.ANSWERS[name])
    return len(FUNCTIONS) * len(VALUES)


def odd(name: str, parameter: str | None, value: str, values: dict) -> dict:
    event = sample(name, values)
    path = f"/api/{value}"
    if parameter:
        path = event["routeKey"].split(" ")[1].replace("{%s}" % parameter, value)
        event["pathParameters"] = {parameter: value}
    event["rawPath"] = event["requestContext"]["http"]["path"] = path
    return event
