"""Resources that outlive the stack, and properties that can never change: the table, its indexes, the kept secrets,
and the buckets of records and images."""

from collections.abc import Iterator

from lint.template import Template

# A failed creation deletes these again, or they would block the next attempt.
KEPT = {
    "Table": "RetainExceptOnCreate",
    "UnpublishedRecords": "RetainExceptOnCreate",
    "ProductImages": "RetainExceptOnCreate",
    "IdSecret": "RetainExceptOnCreate",
    # The logs that explain a failed creation.
    "MakeKeysLogs": "Retain",
}
# An index's projection cannot be changed in place, and DynamoDB counts an attribute once for each index that names it.
MOST_ATTRIBUTES = 20


def retention_is_as_listed(template: Template) -> Iterator[str]:
    for name, resource in template.resources.items():
        policy, wanted = resource.get("DeletionPolicy", "Delete"), KEPT.get(name, "Delete")
        if policy != wanted:
            yield f"{name}: DeletionPolicy is {policy}; infra/lint/state.py says {wanted}"
        if wanted == "RetainExceptOnCreate" and resource.get("UpdateReplacePolicy") != "Retain":
            yield f"{name}: goes when it is replaced; add UpdateReplacePolicy: Retain"
        if name not in KEPT and resource.get("UpdateReplacePolicy", "Delete") != "Delete":
            yield f"{name}: is kept when it is replaced; infra/lint/state.py says what is"
    for name in KEPT.keys() - template.resources.keys():
        yield f"{name} is not there; infra/lint/state.py says that it is kept"


def indexes_name_at_most_20_attributes(template: Template) -> Iterator[str]:
    for name, table in template.of_type("AWS::DynamoDB::Table"):
        indexes = table.get("GlobalSecondaryIndexes", []) + table.get("LocalSecondaryIndexes", [])
        named = {it["IndexName"]: len(it["Projection"].get("NonKeyAttributes", [])) for it in indexes}
        if sum(named.values()) > MOST_ATTRIBUTES:
            counts = ", ".join(f"{index} {count}" for index, count in named.items() if count)
            yield f"{name}: its indexes name {sum(named.values())} attributes ({counts}); at most {MOST_ATTRIBUTES}"


RULES = [retention_is_as_listed, indexes_name_at_most_20_attributes]
