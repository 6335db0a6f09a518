"""Computes what CloudWatch would make of the functions' log lines and of the stack's alarms; the emulator does neither.

Metrics are in the log lines, in the embedded metric format. Alarms are evaluated as the user guide says ("Evaluating an
alarm", "Configuring how CloudWatch alarms treat missing data"): over the newest data in the evaluation range, and with
missing data only as far as there is too little of it."""

import json
import operator
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

# The template's lint has the parser of metric math.
sys.path.append(str(Path(__file__).parent.parent))
from lint.metric_math import Data, Formulas, Series

# The evaluation range is longer than EvaluationPeriods, AWS does not say by how much; in its examples, by two periods.
BEYOND = 2
STATISTICS = {
    "Sum": sum,
    "Average": lambda values: sum(values) / len(values),
    "Minimum": min,
    "Maximum": max,
    "SampleCount": len,
}
COMPARISONS = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
    "LessThanOrEqualToThreshold": operator.le,
}


def metrics(lines: Iterable[str]) -> dict[tuple, list[tuple[float, float]]]:
    """The moments and values of each metric: namespace, name, dimensions."""
    found = defaultdict(list)
    for line in lines:
        if '"_aws"' not in line:
            continue
        fields = json.loads(line)
        moment = fields["_aws"]["Timestamp"] / 1000
        for directive in fields["_aws"]["CloudWatchMetrics"]:
            for names in directive["Dimensions"]:
                dimensions = frozenset((name, fields[name]) for name in names)
                for metric in directive["Metrics"]:
                    value = fields[metric["Name"]]
                    key = directive["Namespace"], metric["Name"], dimensions
                    found[key] += [(moment, it) for it in (value if isinstance(value, list) else [value])]
    return found


def queries(alarm: dict) -> list[dict]:
    """An alarm on a single metric is evaluated like an alarm on a formula that names only this metric."""
    if alarm.get("Metrics"):
        return alarm["Metrics"]
    metric = {name: alarm[name] for name in ("Namespace", "MetricName", "Dimensions") if name in alarm}
    return [{"Id": "metric", "MetricStat": {"Metric": metric, "Period": alarm["Period"], "Stat": alarm["Statistic"]}}]


def namespaces(alarm: dict) -> set[str]:
    return {query["MetricStat"]["Metric"]["Namespace"] for query in queries(alarm) if "MetricStat" in query}


def reach(alarm: dict) -> float:
    """The seconds of the evaluation range."""
    return (alarm["EvaluationPeriods"] + BEYOND) * period(alarm)


def period(alarm: dict) -> float:
    return next(query["MetricStat"]["Period"] for query in queries(alarm) if "MetricStat" in query)


def in_alarm(alarm: dict, metrics: dict, now: float, pace: float = 1) -> bool:
    """Whether an alarm is in ALARM. With a pace of 60, one of its minutes lasts a second."""
    length, wanted = period(alarm) / pace, alarm["EvaluationPeriods"]
    times = [now - length * back for back in range(wanted + BEYOND, 0, -1)]
    asked = queries(alarm)
    stats = {query["Id"]: query["MetricStat"] for query in asked if "MetricStat" in query}
    formulas = Formulas(set(stats), {query["Id"]: query["Expression"] for query in asked if "Expression" in query})
    (watched,) = [query["Id"] for query in asked if query.get("ReturnData", True)]
    series = {id: aggregate(metrics, stat, times, length) for id, stat in stats.items()}
    points = formulas.evaluate(watched, Data(series, times, length))
    breaches = lambda point: COMPARISONS[alarm["ComparisonOperator"]](point, float(alarm["Threshold"]))
    breaching = [breaches(points[time]) for time in times if time in points][-wanted:]
    breaching += [alarm["TreatMissingData"] == "breaching"] * (wanted - len(breaching))
    return sum(breaching) >= alarm.get("DatapointsToAlarm", wanted)


def aggregate(metrics: dict, stat: dict, times: list[float], length: float) -> Series:
    """A statistic of each period that has data."""
    metric = stat["Metric"]
    dimensions = frozenset((it["Name"], it["Value"]) for it in metric.get("Dimensions", []))
    points = metrics.get((metric["Namespace"], metric["MetricName"], dimensions), [])
    values = {time: [value for moment, value in points if time <= moment < time + length] for time in times}
    return {time: float(STATISTICS[stat["Stat"]](found)) for time, found in values.items() if found}
