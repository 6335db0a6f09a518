"""What starts by itself: nothing that was given up is lost unseen, and nothing stops unheard."""

import re
from collections.abc import Iterator

from lint.template import Template

SECONDS = {"minute": 60, "hour": 3600, "day": 86400}
# What every alarm over heartbeats says: fewer than one in a period, or no data at all.
SILENCE = {
    "Namespace": "Docket",
    "MetricName": "Heartbeat",
    "Statistic": "Sum",
    "ComparisonOperator": "LessThanThreshold",
    "Threshold": 1,
    "TreatMissingData": "breaching",
}


def events(template: Template, *types: str) -> Iterator[tuple[str, str, dict, dict]]:
    """The function's name, where the event stands, the event's properties, the function."""
    for name, function in template.functions():
        for event_name, event in function.get("Events", {}).items():
            if event["Type"] in types:
                yield name, f"{name}, event {event_name}", event["Properties"], function


def rules_have_dead_letters(template: Template) -> Iterator[str]:
    for _, where, event, function in events(template, "EventBridgeRule"):
        if "RetryPolicy" not in event or "DeadLetterConfig" not in event:
            yield f"{where}: say RetryPolicy and DeadLetterConfig"
        invoke = function.get("EventInvokeConfig", {})
        if "MaximumRetryAttempts" not in invoke or "OnFailure" not in invoke.get("DestinationConfig", {}):
            yield f"{where}: say EventInvokeConfig with MaximumRetryAttempts and OnFailure"


def streams_have_failure_destinations(template: Template) -> Iterator[str]:
    for _, where, event, _ in events(template, "DynamoDB"):
        for setting in ("MaximumRetryAttempts", "DestinationConfig", "FunctionResponseTypes"):
            if setting not in event:
                yield f"{where}: say {setting}"


def schedules_have_no_dead_letters(template: Template) -> Iterator[str]:
    """The next run does the work of one that failed. A kept one would hold the alarm of dead letters for 14 days."""
    for _, where, event, function in events(template, "Schedule", "ScheduleV2"):
        invoke = function.get("EventInvokeConfig", {})
        if "DeadLetterConfig" in event or "OnFailure" in invoke.get("DestinationConfig", {}):
            yield f"{where}: keeps failed runs, which the next one makes good; take DeadLetterConfig and OnFailure away"
        if "RetryPolicy" not in event or "MaximumRetryAttempts" not in invoke:
            yield f"{where}: say RetryPolicy, and EventInvokeConfig with MaximumRetryAttempts"


def silence_has_an_alarm(template: Template) -> Iterator[str]:
    """A schedule or a stream that is switched off fails nothing: its function's heartbeats stay away."""
    heartbeats = {}
    for name, alarm in template.of_type("AWS::CloudWatch::Alarm"):
        dimensions = {it["Name"]: it["Value"] for it in alarm.get("Dimensions", [])}
        if alarm.get("MetricName") == SILENCE["MetricName"]:
            heartbeats[dimensions.get("Function")] = name, alarm
            for key, value in SILENCE.items():
                if alarm.get(key) != value:
                    yield f"{name}: {key} is {alarm.get(key)}; silence is heard by {value}"
            if dimensions.get("Deployment") != {"Ref": "AWS::StackName"}:
                yield f"{name}: listens to every deployment; add the dimension Deployment"
    for function_name, where, event, function in events(template, "Schedule", "ScheduleV2", "DynamoDB"):
        name, alarm = heartbeats.get(function["Handler"], (None, None))
        if not alarm:
            yield f"{function_name}: nobody hears when it stops; add an alarm over Heartbeat of {function['Handler']}"
        elif "Schedule" in event and alarm["Period"] < (every := seconds(event["Schedule"])):
            yield f"{name}: the period is shorter than the {every} s between two runs ({where})"


def seconds(schedule: str) -> int:
    number, unit = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", schedule).groups()
    return int(number) * SECONDS[unit]


RULES = [rules_have_dead_letters, streams_have_failure_destinations, schedules_have_no_dead_letters, silence_has_an_alarm]
