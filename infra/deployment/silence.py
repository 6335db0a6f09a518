"""A stream's mapping or a schedule that is switched off causes no error: its function does not run. The test switches
each off and on again, and expects the alarm for it to begin and to end.

Meanwhile a minute lasts a second: the emulator's schedules run sixty times as often, and the alarms' periods are a
sixtieth as long. Only time is scaled: the mapping and the rule are the deployed ones. The emulator counts runs as AWS
does, and Docket's own metrics are in the functions' logs; cloudwatch.py evaluates the alarms."""

import time
from contextlib import contextmanager
from pathlib import Path

import cloudwatch
import pace
from emulator import wait_for
from stack import Stack

# The namespace of the functions' own metrics.
OWN = "Docket"
# An alarm needs 25 seconds of silence; a busy machine may need more.
PATIENCE = 90


def check(stack: Stack) -> str:
    alarms = deployed(stack)
    silence = {name: alarm for name, alarm in alarms.items() if is_silence(alarm)}
    assert len(silence) == 9, f"nine alarms are about silence, the stack has {sorted(silence)}"
    with faster(stack):
        await_alarms(stack, silence, set())
        for switch, expected in [
            (mapping(stack, "PublishOrderEventsFunction"), {"PublisherSilentAlarm"}),
            # This function writes the record that both readers of the stream run for.
            (
                schedule(stack, "CleanupUnverifiedOrdersFunctionEveryMinute"),
                {"CleanupSilentAlarm", "PublisherSilentAlarm", "StatisticsSilentAlarm"},
            ),
        ]:
            switch(False)
            await_alarms(stack, silence, expected)
            switch(True)
            await_alarms(stack, silence, set())
    return f"a mapping and a schedule were switched off and on, and the alarms said so; {report(stack, alarms)}"


def is_silence(alarm: dict) -> bool:
    return alarm["TreatMissingData"] == "breaching"


def deployed(stack: Stack) -> dict[str, dict]:
    """The alarms of the stack, by their names in the template."""
    pages = stack.emulator.client("cloudwatch").get_paginator("describe_alarms").paginate()
    all_alarms = {alarm["AlarmName"]: alarm for page in pages for alarm in page["MetricAlarms"]}
    return {name: all_alarms[id] for name, id in stack.ids.items() if id in all_alarms}


@contextmanager
def faster(stack: Stack):
    file = Path(stack.emulator.folder.name, pace.FILE)
    file.touch()
    try:
        yield
    finally:
        file.unlink()


def await_alarms(stack: Stack, alarms: dict[str, dict], expected: set[str]):
    """Waits until exactly the expected ones of these alarms are in ALARM."""
    last: set[str] = set()

    def arrived() -> bool:
        nonlocal last
        last = in_alarm(stack, alarms, pace.FASTER)
        return last == expected

    try:
        wait_for(arrived, "the change of an alarm", PATIENCE)
    except AssertionError as error:
        raise AssertionError(f"{error}: in ALARM are {sorted(last)}, expected are {sorted(expected)}") from None


def in_alarm(stack: Stack, alarms: dict[str, dict], faster: float = 1) -> set[str]:
    now = time.time()
    since = now - max(cloudwatch.reach(alarm) for alarm in alarms.values()) / faster
    metrics = cloudwatch.metrics(lines(stack, since))
    for alarm in alarms.values():
        if is_silence(alarm):
            metrics |= counted(stack, alarm, since)
    return {name for name, alarm in alarms.items() if cloudwatch.in_alarm(alarm, metrics, now, faster)}


def counted(stack: Stack, alarm: dict, since: float) -> dict[tuple, list[tuple[float, float]]]:
    """The emulator's counts, second by second, of the metric that an alarm watches."""
    statistic, metric = alarm["Statistic"], {name: alarm[name] for name in ("Namespace", "MetricName", "Dimensions")}
    found = stack.emulator.client("cloudwatch").get_metric_statistics(
        **metric, StartTime=since, EndTime=time.time() + 1, Period=1, Statistics=[statistic]
    )
    dimensions = frozenset((it["Name"], it["Value"]) for it in metric["Dimensions"])
    points = [(it["Timestamp"].timestamp(), it[statistic]) for it in found["Datapoints"]]
    return {(metric["Namespace"], metric["MetricName"], dimensions): points}


def lines(stack: Stack, since: float) -> list[str]:
    """The metrics' lines in the logs of all functions since a moment."""
    logs, found = stack.emulator.client("logs"), []
    for page in logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            pages = logs.get_paginator("filter_log_events").paginate(
                logGroupName=group["logGroupName"], startTime=int(since * 1000), filterPattern='"_aws"'
            )
            found += [event["message"] for it in pages for event in it["events"]]
    return found


def mapping(stack: Stack, function: str):
    """Switches the mapping of the stream to a function on or off."""
    lambdas = stack.emulator.client("lambda")
    (found,) = lambdas.list_event_source_mappings(FunctionName=stack.ids[function])["EventSourceMappings"]
    return lambda on: lambdas.update_event_source_mapping(UUID=found["UUID"], Enabled=on)


def schedule(stack: Stack, rule: str):
    """Switches a rule on or off."""
    events = stack.emulator.client("events")
    return lambda on: (events.enable_rule if on else events.disable_rule)(Name=stack.ids[rule])


def report(stack: Stack, alarms: dict[str, dict]) -> str:
    """All alarms, those on formulas included, that are in ALARM at the end, and those that nothing has evaluated."""
    own = {name: alarm for name, alarm in alarms.items() if cloudwatch.namespaces(alarm) == {OWN} or is_silence(alarm)}
    return (
        f"{len(own)} alarms were evaluated, in ALARM at the end: {', '.join(sorted(in_alarm(stack, own))) or 'none'}; "
        f"not evaluated, over other metrics of AWS: {', '.join(sorted(alarms.keys() - own.keys()))}"
    )
