"""Compares the recorded answers of two deployments, without the values that differ in each run."""

import json
import re

# The order matters: later patterns skip what earlier ones have matched.
EACH_TIME = [
    ("tag", re.compile(r"(?<=signs you in \()[0-9A-HJKMNP-TV-Z]{4}(?=\))")),
    ("token", re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")),
    ("time", re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")),
    ("order", re.compile(r"ORD-\d{8}-[0-9A-HJKMNP-TV-Z]{10}")),
    ("order", re.compile(r"\b[0-9A-HJKMNP-TV-Z]{10}\b")),
    ("code", re.compile(r"\b\d{6}\b")),
]
# The line that binds a code to a host for browsers: only one of the two deployments may have a public address.
BOUND = re.compile(r"\n\n@[A-Za-z0-9.-]+ #\d{6}$")
# The link in an SMS differs for the same reason.
LINK = re.compile(r" https?://[\w.:-]+/t/ORD-\d{8}-[0-9A-HJKMNP-TV-Z]{10}$")
# Random values, whatever their form.
RANDOM = {"requestId", "refreshToken", "challenge", "tag", "deviceSecret", "kid", "x", "correlationId", "nextCursor", "etag"}
# Values that are equal wherever they occur in a run.
IDS = {"id", "userId", "actor", "updatedBy", "changeId", "by"}
RANDOM_ID = re.compile(r"[A-Za-z0-9_-]{12,}")


class Normal:
    """Names for values that differ between runs, numbered by first occurrence: equal values get equal names."""

    def __init__(self, admin: str):
        self.names: dict[str, str] = {admin: "<admin>", admin.replace("+", "%2B"): "<admin>"}

    def named(self, kind: str, value: str) -> str:
        return self.names.setdefault(value, f"<{kind} {len(self.names)}>")

    def of(self, part, key: str = ""):
        if isinstance(part, dict):
            return {name: self.of(value, name) for name, value in part.items()}
        if isinstance(part, list):
            return [self.of(value, key) for value in part]
        if not isinstance(part, str):
            return part
        if key in RANDOM:
            return f"<{key}>"
        if part in self.names:
            return self.names[part]
        part = LINK.sub("", BOUND.sub("", part))
        for kind, pattern in EACH_TIME:
            # Equal times are no evidence of anything, so times are not numbered.
            part = pattern.sub(lambda it: "<time>" if kind == "time" else self.named(kind, it[0]), part)
        if key in IDS and RANDOM_ID.fullmatch(part) and not part.islower():
            return self.named("id", part)
        return part


def differences(left: list, right: list, admins: tuple[str, str]) -> list[str]:
    left, right = ([Normal(admin).of(record)] for record, admin in zip((left, right), admins, strict=True))
    (left,), (right,) = left, right
    found = [f"{len(left)} answers and messages, and {len(right)}"] if len(left) != len(right) else []
    for one, other in zip(left, right):
        if not one.get("body"):
            # The gateway adds a content type to answers without a body.
            for answer in (one, other):
                answer.get("headers", {}).pop("content-type", None)
        if one != other:
            found.append(f"deployed: {json.dumps(one, ensure_ascii=False)}\n   local: {json.dumps(other, ensure_ascii=False)}")
    return found
