"""The allowed dependencies of each crate: on the project's own crates, and on others, transitive ones included."""

import re

# The project's crates that a crate may depend on. A crate that is not listed may depend on all.
OWN = {
    "docket-numbering": set(),
    "docket-recurrence": set(),
    "docket-texts": set(),
    "docket-contract": set(),
    "docket-domain": {"docket-numbering", "docket-recurrence"},
    "docket-store": {"docket-domain"},
    "docket-platform": {"docket-domain"},
    "docket-aws": {"docket-domain", "docket-platform"},
    "docket-web": {"docket-domain", "docket-platform"},
    "docket-app": {"docket-contract", "docket-domain", "docket-store", "docket-platform", "docket-texts"},
    "docket-functions": {"docket-contract", "docket-domain", "docket-store", "docket-platform", "docket-app", "docket-texts"},
    "docket-local": {"docket-domain", "docket-store", "docket-platform", "docket-app", "docket-functions", "docket-connector", "docket-web"},
    "docket-connector": set(),
    "docket-bootstrap": {
        "docket-domain", "docket-store", "docket-platform", "docket-app", "docket-functions", "docket-aws", "docket-web",
    },
}
# Only the store uses the table's SDK; only the deployed binary uses the other SDKs and the Lambda runtime.
DEPLOYED = r"docket-aws|aws-config|aws-sdk-(?!dynamodb$).*|lambda_.*"
# Crates that must not occur among a crate's dependencies, transitive ones included: whole names, as a regular expression.
OUTSIDE = r"aws-.*|axum.*|http.*|hyper.*|lambda_.*|reqwest|tokio.*|tower.*"
NEVER = {
    "docket-numbering": OUTSIDE,
    "docket-recurrence": OUTSIDE,
    "docket-texts": OUTSIDE,
    "docket-contract": OUTSIDE,
    "docket-domain": OUTSIDE,
    # aws-lc is cryptography.
    "docket-platform": r"aws-(?!lc-).*|axum.*|hyper.*|lambda_.*|rustls.*",
    "docket-web": DEPLOYED,
    "docket-app": rf"{DEPLOYED}|docket-web|axum.*|utoipa.*",
    "docket-functions": rf"{DEPLOYED}|docket-web",
    "docket-local": DEPLOYED,
}
# Crates that a crate must not name itself, although its dependencies may.
NEVER_ITSELF = {"docket-app": r"aws-.*|http.*|hyper.*|tower.*"}


def faults(metadata: dict):
    """The faults among the dependencies that `cargo metadata` lists. Dependencies of tests and of build scripts do not
    count: they are in no program."""
    names = {package["id"]: package["name"] for package in metadata["packages"]}
    ours = {names[id] for id in metadata["workspace_members"]}
    needed = {
        node["id"]: [it["pkg"] for it in node["deps"] if any(kind["kind"] is None for kind in it["dep_kinds"])]
        for node in metadata["resolve"]["nodes"]
    }
    for member in metadata["workspace_members"]:
        name = names[member]
        allowed = OWN.get(name, ours)
        for other in sorted(({names[id] for id in needed[member]} & ours) - allowed):
            yield f"{name} depends on {other}; it may depend on {', '.join(sorted(allowed)) or 'none of ours'}"
        for other in sorted(names[id] for id in needed[member]):
            if name in NEVER_ITSELF and re.fullmatch(NEVER_ITSELF[name], other):
                yield f"{name} depends on {other} itself"
        for other in sorted(names[id] for id in reached(member, needed)):
            if name in NEVER and re.fullmatch(NEVER[name], other):
                yield f"{name} depends on {other}, if only by way of others"


def reached(id: str, needed: dict) -> set[str]:
    seen, todo = set(), [id]
    while todo:
        for other in needed[todo.pop()]:
            if other not in seen:
                seen.add(other)
                todo.append(other)
    return seen
