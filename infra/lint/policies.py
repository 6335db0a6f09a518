"""Policies: named actions on named resources; no pattern that matches other resources, or none at all."""

import json
from collections.abc import Iterator

from lint.template import Statement, Template, named, statements, texts

# Actions for which AWS has no resource narrower than "*", with the reason.
EVERYTHING = {
    "xray:PutTraceSegments": "X-Ray has no resources",
    "xray:PutTelemetryRecords": "X-Ray has no resources",
}
# A phone has no ARN, so the right to send SMS covers everything except topics.
TOPICS = "arn:${AWS::Partition}:sns:*:*:*"
LOGS = {"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"}
LOG_GROUP = "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:"
STACK = "${AWS::StackName}"


def everywhere(template: Template) -> Iterator[tuple[str, Statement]]:
    for name, resource in template.resources.items():
        for statement in statements(resource.get("Properties", {})):
            yield name, statement


def actions_are_named(template: Template) -> Iterator[str]:
    for name, statement in everywhere(template):
        for action in statement.actions:
            if "*" in action:
                yield f"{name}: the policy has the action {action}; name the actions one by one"


def resources_are_named(template: Template) -> Iterator[str]:
    for name, statement in everywhere(template):
        for action in statement.actions:
            if "*" in statement.resources and action not in EVERYTHING:
                yield f"{name}: {action} on all resources; name them, or say in infra/lint/policies.py why that cannot be"


def publishing_excludes_topics(template: Template) -> Iterator[str]:
    for name, statement in everywhere(template):
        if not statement.allows:
            continue
        if "sns:Publish" in statement.actions and statement.others != [TOPICS]:
            yield f"{name}: sns:Publish reaches topics; give it NotResource: !Sub \"{TOPICS}\" in the place of Resource"
        if statement.others and statement.actions != ["sns:Publish"]:
            yield f"{name}: {', '.join(statement.actions)} is allowed on all but some resources; name those that it is allowed on"


def generated_names_are_not_patterns(template: Template) -> Iterator[str]:
    """CloudFormation truncates the names that it makes to 64 characters, so a pattern on the stack's name misses them."""
    for name, statement in everywhere(template):
        for text in texts(statement.content):
            if STACK in text:
                yield f"{name}: the policy has {text}, but names that CloudFormation makes are cut; use !GetAtt or !Ref of the resource"
    for name, properties in template.of_type("AWS::CloudWatch::Dashboard"):
        for text in texts(properties["DashboardBody"]):
            if f"{STACK}-" in text:
                yield f"{name}: finds metrics by {STACK}-, but names that CloudFormation makes are cut; use ${{Function}} for each"


def conditions_have_values(template: Template) -> Iterator[str]:
    """A condition that compares with an empty text denies everything."""
    for name, statement in everywhere(template):
        for parameter in references(statement.content.get("Condition", {})):
            if template.raw["Parameters"].get(parameter, {}).get("Default") == "" and not guarded(template, statement, parameter):
                yield (
                    f"{name}: {', '.join(statement.actions)} stands under the condition {parameter}, which may be empty; "
                    f"put the statement into !If [a condition that {parameter} is not empty, …, !Ref AWS::NoValue]"
                )


def references(part) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("Ref"), str):
            yield part["Ref"]
        part = list(part.values())
    if isinstance(part, list):
        for it in part:
            yield from references(it)


def guarded(template: Template, statement: Statement, parameter: str) -> bool:
    conditions = template.raw.get("Conditions", {})
    is_given = json.dumps({"Fn::Not": [{"Fn::Equals": [{"Ref": parameter}, ""]}]})
    return any(is_given in json.dumps(conditions.get(condition)) for condition in statement.under)


def mail_policies_name_configuration_sets(template: Template) -> Iterator[str]:
    """SES authorises a message on the sender's identity, and on the configuration set that it has by default."""
    for name, statement in everywhere(template):
        if statement.allows and any(action.startswith("ses:Send") for action in statement.actions):
            condition = statement.content.get("Condition", {})
            if not any("ses:FromAddress" in keys for keys in condition.values()):
                yield f"{name}: {', '.join(statement.actions)} from any address; add the condition ses:FromAddress"
            for kind in ("identity/*", "configuration-set/*"):
                if not any(resource.endswith(f":{kind}") for resource in statement.resources):
                    yield f"{name}: {', '.join(statement.actions)} does not name {kind}, on which SES authorises, too"


def logs_go_to_the_own_group(template: Template) -> Iterator[str]:
    """SAM gives every function a managed policy that allows writing to all log groups, so a statement must deny the groups
    of other functions. A role of the template's own allows its own group only."""
    shared = template.raw["Globals"]["Function"].get("LoggingConfig", {})
    kept = {name for name, group in template.of_type("AWS::Logs::LogGroup") if "RetentionInDays" in group}
    for name, function in template.functions():
        group = named((shared | function.get("LoggingConfig", {})).get("LogGroup", "none"))
        if group not in kept:
            yield f"{name}: its log group is {group}, which is not one of the template with RetentionInDays"
            continue
        about_logs = [it for it in template.statements(function) if any(action in LOGS for action in it.actions)]
        # GetAtt returns the ARN of the group's streams; some actions are authorised on the group itself.
        itself = LOG_GROUP + "${" + group + "}"
        if others := {other for it in about_logs for other in it.others} - {group, itself}:
            yield f"{name}: may write to {', '.join(sorted(others))}, too; its log group is {group}"
        if "Role" in function:
            if any(it.allows and it.resources != [group] for it in about_logs):
                yield f"{name}: its role allows other logs than {group}; give it Resource: !GetAtt {group}.Arn"
        elif not any(not it.allows and set(it.actions) == LOGS and group in it.others and not it.under for it in about_logs):
            yield (
                f"{name}: may write to all log groups; add the statement Effect: Deny, "
                f"Action: [{', '.join(sorted(LOGS))}], NotResource: !GetAtt {group}.Arn"
            )


RULES = [
    actions_are_named,
    resources_are_named,
    publishing_excludes_topics,
    generated_names_are_not_patterns,
    conditions_have_values,
    mail_policies_name_configuration_sets,
    logs_go_to_the_own_group,
]
