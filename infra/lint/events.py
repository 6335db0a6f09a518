"""Events and schedules: every failed invocation is kept or raises an alarm, and so does a trigger that has stopped."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lint.template import Template

SECONDS = {"minute": 60, "hour": 3600, "day": 86400}
# Besides its function, the required properties of an alarm on missing runs. `Errors` is 0 for each successful run and 1
# for each failed one, so its minimum is 1 when all failed, and it is missing when there was no run.
RUNS = {
    "Namespace": "AWS/Lambda",
    "MetricName": "Errors",
    "Statistic": "Minimum",
    "ComparisonOperator": "GreaterThanOrEqualToThreshold",
    "Threshold": 1,
    "TreatMissingData": "breaching",
}
# Where rules invoke the function as well, its runs say nothing about the schedule, and failed runs leave dead letters.
STARTS = {
    "Namespace": "AWS/Events",
    "MetricName": "Invocations",
    "Statistic": "Sum",
    "ComparisonOperator": "LessThanThreshold",
    "Threshold": 1,
    "TreatMissingData": "breaching",
}
SCHEDULES = ("Schedule", "ScheduleV2")
RULE = "EventBridgeRule"


@dataclass
class Started:
    """An event that invokes a function without a client's request."""

    function_name: str
    function: dict
    name: str
    event: dict

    def __str__(self) -> str:
        return f"{self.function_name}, event {self.name}"

    @property
    def has_rules(self) -> bool:
        return any(event["Type"] == RULE for event in self.function["Events"].values())


def events(template: Template, *types: str) -> Iterator[Started]:
    for function_name, function in template.functions():
        for name, event in function.get("Events", {}).items():
            if event["Type"] in types:
                yield Started(function_name, function, name, event["Properties"])


def rules_have_dead_letters(template: Template) -> Iterator[str]:
    for it in events(template, RULE):
        if "RetryPolicy" not in it.event or "DeadLetterConfig" not in it.event:
            yield f"{it}: say RetryPolicy and DeadLetterConfig"
        invoke = it.function.get("EventInvokeConfig", {})
        if "MaximumRetryAttempts" not in invoke or "OnFailure" not in invoke.get("DestinationConfig", {}):
            yield f"{it}: say EventInvokeConfig with MaximumRetryAttempts and OnFailure"


def streams_have_failure_destinations(template: Template) -> Iterator[str]:
    for it in events(template, "DynamoDB"):
        for setting in ("MaximumRetryAttempts", "DestinationConfig", "FunctionResponseTypes"):
            if setting not in it.event:
                yield f"{it}: say {setting}"


def schedules_have_no_dead_letters(template: Template) -> Iterator[str]:
    """The next run of a schedule does the work of a failed one, and a kept failure would hold the alarm on dead letters for
    14 days. Only where rules invoke the function as well are failed runs kept: one setting covers all asynchronous invocations."""
    for it in events(template, *SCHEDULES):
        invoke = it.function.get("EventInvokeConfig", {})
        keeps = not it.has_rules and "OnFailure" in invoke.get("DestinationConfig", {})
        if "DeadLetterConfig" in it.event or keeps:
            yield f"{it}: keeps failed runs, which the next one makes good; take DeadLetterConfig and OnFailure away"
        if "RetryPolicy" not in it.event or "MaximumRetryAttempts" not in invoke:
            yield f"{it}: say RetryPolicy, and EventInvokeConfig with MaximumRetryAttempts"


def silence_has_an_alarm(template: Template) -> Iterator[str]:
    """A schedule or a stream mapping that is switched off causes no error, so an alarm has to watch for missing runs."""
    alarms = {}
    for name, alarm in template.of_type("AWS::CloudWatch::Alarm"):
        alarms[watched(alarm.get("MetricName"), alarm.get("Dimensions", []))] = name, alarm
    for it in events(template, *SCHEDULES, "DynamoDB"):
        # SAM's name for the schedule's rule.
        rule = {"Name": "RuleName", "Value": {"Ref": it.function_name + it.name}}
        function = {"Name": "FunctionName", "Value": {"Ref": it.function_name}}
        silence, whose = (STARTS, rule) if it.has_rules else (RUNS, function)
        name, alarm = alarms.get(watched(silence["MetricName"], [whose]), (None, None))
        if not alarm:
            yield (
                f"{it.function_name}: nobody hears when it stops; add an alarm over {silence['MetricName']} "
                f"with the dimension {whose['Name']}: !Ref {whose['Value']['Ref']}"
            )
            continue
        for key, value in silence.items():
            if alarm.get(key) != value:
                yield f"{name}: {key} is {alarm.get(key)}; silence is heard by {value}"
        if "Schedule" in it.event and alarm["Period"] < (every := seconds(it.event["Schedule"])):
            yield f"{name}: the period is shorter than the {every} s between two runs ({it})"


def watched(metric: str | None, dimensions: list[dict]) -> str:
    return json.dumps([metric, dimensions], sort_keys=True)


def seconds(schedule: str) -> int:
    number, unit = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", schedule).groups()
    return int(number) * SECONDS[unit]


RULES = [rules_have_dead_letters, streams_have_failure_destinations, schedules_have_no_dead_letters, silence_has_an_alarm]
