"""Compares what the template gives to functions with what the tests saw them use, and walks the processed
template for rules that no linter knows. Every fault names the function and the action."""

import copy
import os
import sys
from collections import Counter
from pathlib import Path

from samtranslator.translator.translator import Translator
from samtranslator.parser.parser import Parser
from samtranslator.yaml_helper import yaml_parse

# Any will do: nothing is asked of it.
os.environ.setdefault("AWS_DEFAULT_REGION", "us-east-1")

ROOT = Path(__file__).parent.parent
LEDGER = ROOT / "target/rights.tsv"
MOST_RESOURCES = 450
FUNCTION = "AWS::Serverless::Function"

# Where AWS has nothing narrower than "*", and why.
EVERYTHING = {
    "sns:Publish": "a phone has no ARN",
    "xray:PutTraceSegments": "X-Ray has no resources",
    "xray:PutTelemetryRecords": "X-Ray has no resources",
}


def main() -> None:
    template = yaml_parse((ROOT / "template.yaml").read_text())
    faults = [*stars(template), *asynchronous(template), *unused(template)]
    processed = process(template)
    faults += [*processed_rules(processed)]
    for fault in faults:
        print(f"template.yaml: {fault}", file=sys.stderr)
    if faults:
        raise SystemExit(1)
    resources = processed["Resources"]
    kinds = Counter(resource["Type"] for resource in resources.values())
    print(f"rights: {kinds['AWS::Lambda::Function']} functions use what they are given; "
          f"{len(resources)} of at most {MOST_RESOURCES} resources")


def functions(template: dict):
    for name, resource in template["Resources"].items():
        if resource["Type"] == FUNCTION:
            yield name, resource["Properties"]


def statements(template: dict, function: dict):
    """The statements of a function's policies, or of its role's."""
    for policy in function.get("Policies", []):
        yield from policy["Statement"]
    if role := function.get("Role"):
        name = role["Fn::GetAtt"]
        name = name[0] if isinstance(name, list) else name.split(".")[0]
        for policy in template["Resources"][name]["Properties"]["Policies"]:
            yield from policy["PolicyDocument"]["Statement"]


def many(value) -> list:
    return value if isinstance(value, list) else [value]


def on(resource) -> str:
    """The template's name of a resource, with what follows its ARN."""
    if isinstance(resource, str):
        return resource
    (intrinsic, argument), = resource.items()
    argument = ".".join(argument) if isinstance(argument, list) else argument
    if intrinsic == "Fn::GetAtt":
        return argument.removesuffix(".Arn")
    if intrinsic == "Fn::Sub":
        return argument.replace("${", "", 1).replace(".Arn}", "", 1) if argument.startswith("${") else argument
    return argument


def given(template: dict, function: dict):
    for statement in statements(template, function):
        for action in many(statement["Action"]):
            for resource in many(statement["Resource"]):
                yield action, on(resource)


def stars(template: dict):
    for name, function in functions(template):
        for action, resource in given(template, function):
            if "*" in action:
                yield f"{name} is given {action}; name the actions one by one"
            if resource == "*" and action not in EVERYTHING:
                yield f"{name} is given {action} on everything; infra/check_rights.py lists where that must be"


def asynchronous(template: dict):
    """What is lost without anybody's knowing, where nobody waits for the answer."""
    for name, function in functions(template):
        for event_name, event in function.get("Events", {}).items():
            properties, where = event["Properties"], f"{name}, event {event_name}"
            if event["Type"] in ("EventBridgeRule", "Schedule", "ScheduleV2"):
                if "RetryPolicy" not in properties or "DeadLetterConfig" not in properties:
                    yield f"{where}: say RetryPolicy and DeadLetterConfig"
                invoke = function.get("EventInvokeConfig", {})
                if "MaximumRetryAttempts" not in invoke or "OnFailure" not in invoke.get("DestinationConfig", {}):
                    yield f"{where}: say EventInvokeConfig with MaximumRetryAttempts and OnFailure"
            if event["Type"] == "DynamoDB":
                for setting in ("MaximumRetryAttempts", "DestinationConfig", "FunctionResponseTypes"):
                    if setting not in properties:
                        yield f"{where}: say {setting}"


def unused(template: dict):
    if not LEDGER.exists():
        raise SystemExit(f"{LEDGER} is not there: the tests write it; run them first: make rust")
    used = {tuple(line.split("\t")) for line in LEDGER.read_text().splitlines()}
    for name, function in functions(template):
        for action, resource in given(template, function):
            right = (function["Handler"], action, resource)
            if action.startswith("dynamodb:") and resource.startswith("Table") and \
                    not resource.startswith("Table.") and right not in used:
                yield f"{name} is given {action} on {resource}, and no test saw it use that"


def process(template: dict) -> dict:
    """What CloudFormation gets: SAM's resources written out."""
    parameters = {name: str(it.get("Default", "")) for name, it in template["Parameters"].items()}
    template = copy.deepcopy(template)
    # Where it is uploaded to makes no difference here.
    template["Globals"]["Function"]["CodeUri"] = "s3://bucket/artifact.zip"
    return Translator({}, Parser()).translate(template, parameters)


def processed_rules(template: dict):
    resources = template["Resources"]
    if len(resources) > MOST_RESOURCES:
        yield f"{len(resources)} resources after processing; CloudFormation takes 500, keep below {MOST_RESOURCES}"
    groups = {name for name, it in resources.items()
              if it["Type"] == "AWS::Logs::LogGroup" and it["Properties"].get("RetentionInDays")}
    for name, resource in resources.items():
        if resource["Type"] != "AWS::Lambda::Function":
            continue
        function = resource["Properties"]
        group = function.get("LoggingConfig", {}).get("LogGroup", {})
        if not isinstance(group, dict) or group.get("Ref") not in groups:
            yield f"{name} has no log group with a retention"
        if function.get("TracingConfig", {}).get("Mode") != "Active":
            yield f"{name} is not traced"
        if function["Timeout"] > 29 and called_by_api(template, name):
            yield f"{name} may run for {function['Timeout']} s, and its caller, the gateway, waits 30"


def called_by_api(template: dict, function: str) -> bool:
    return any(
        it["Type"] == "AWS::Lambda::Permission"
        and it["Properties"]["Principal"] == "apigateway.amazonaws.com"
        and it["Properties"]["FunctionName"].get("Ref") == function
        for it in template["Resources"].values()
    )


main()
