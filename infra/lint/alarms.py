"""Alarms and the dashboard: formulas that CloudWatch accepts, and the treatment of missing data."""

import json
import re
from collections.abc import Iterator

from lint.metric_math import S, TS, Fault, Formulas
from lint.template import Template

# CloudWatch's limits of an alarm.
MOST_METRICS = 10
ID = re.compile(r"[a-z]\w*")
ALARM = "AWS::CloudWatch::Alarm"


def alarms_say_what_silence_means(template: Template) -> Iterator[str]:
    for name, alarm in template.of_type(ALARM):
        if alarm.get("TreatMissingData") not in ("breaching", "notBreaching"):
            yield f"{name}: say TreatMissingData, breaching where something that must come stays away, otherwise notBreaching"


def formulas_of_alarms(template: Template) -> Iterator[str]:
    for name, alarm in template.of_type(ALARM):
        for fault in faults_of(alarm.get("Metrics", [])):
            yield f"{name}: {fault}"


def filled_formulas_are_m_of_n(template: Template) -> Iterator[str]:
    """The newest period often has no data yet. FILL gives it a value, which alone decides where all periods must agree, and
    the alarm never changes."""
    for name, alarm in template.of_type(ALARM):
        filled = any("FILL" in query["Expression"] for query in alarm.get("Metrics", []) if isinstance(query.get("Expression"), str))
        if filled and alarm.get("DatapointsToAlarm", alarm["EvaluationPeriods"]) >= alarm["EvaluationPeriods"]:
            yield f"{name}: FILL sticks in the newest period; use SUM([…]) instead, or DatapointsToAlarm below EvaluationPeriods"


def faults_of(queries: list[dict]) -> Iterator[str]:
    """What CloudWatch would refuse of an alarm's `Metrics`."""
    if not queries:
        return
    ids = [query["Id"] for query in queries]
    yield from (f"the id {id} does not begin with a small letter" for id in ids if not ID.fullmatch(id))
    yield from (f"two queries have the id {id}" for id in sorted(set(ids)) if ids.count(id) > 1)
    metrics = {query["Id"]: query["MetricStat"] for query in queries if "MetricStat" in query}
    if len(metrics) > MOST_METRICS:
        yield f"{len(metrics)} metrics; an alarm takes {MOST_METRICS}"
    if len({json.dumps(metric["Period"]) for metric in metrics.values()}) > 1:
        yield "the metrics have several periods; give all the same Period"
    watched = [query["Id"] for query in queries if query.get("ReturnData", True) is True]
    if len(watched) != 1:
        yield f"watches {' and '.join(watched) or 'nothing'}; leave ReturnData: false away from exactly one query"
    formulas = {query["Id"]: query["Expression"] for query in queries if "Expression" in query}
    if others := [id for id, formula in formulas.items() if not isinstance(formula, str)]:
        yield f"{', '.join(others)}: write the formula as a plain text, so that it can be checked"
        return
    try:
        checked = Formulas(set(metrics), formulas)
        types = {id: checked.type_of(id) for id in ids}
    except Fault as fault:
        yield str(fault)
        return
    yield from (f"{id} is {types[id]}; an alarm watches one time series" for id in watched if types[id] != TS)


def formulas_of_dashboards(template: Template) -> Iterator[str]:
    for name, dashboard in template.of_type("AWS::CloudWatch::Dashboard"):
        try:
            body = json.loads(plain(dashboard["DashboardBody"]))
        except json.JSONDecodeError as error:
            yield f"{name}: the body is no JSON: {error}"
            continue
        for widget in body["widgets"]:
            properties = widget["properties"]
            for fault in faults_of_widget(properties.get("metrics", [])):
                yield f"{name}, {properties.get('title', 'a widget')!r}: {fault}"


def the_dashboard_shows_every_function(template: Template) -> Iterator[str]:
    """Queues are named one by one, because a pattern does not match the names that CloudFormation truncates."""
    for name, dashboard in template.of_type("AWS::CloudWatch::Dashboard"):
        try:
            body = json.loads(plain(dashboard["DashboardBody"]))
        except json.JSONDecodeError:
            # The rule before this one reports it.
            continue
        for widget in body["widgets"]:
            lines = widget["properties"].get("metrics", [])
            if "by function" in widget["properties"].get("title", ""):
                shown = {text for line in lines for text in line if isinstance(text, str)}
                for function, _ in template.functions():
                    if function not in shown:
                        yield f"{name}, {widget['properties']['title']!r} lacks {function}"


def plain(body) -> str:
    """The dashboard's body with names in place of the references that CloudFormation resolves."""
    text = body["Fn::Sub"] if isinstance(body, dict) else body
    return re.sub(r"\$\{([^}]+)}", lambda it: it[1], text if isinstance(text, str) else text[0])


def faults_of_widget(lines: list[list]) -> Iterator[str]:
    options = [line[-1] if isinstance(line[-1], dict) else {} for line in lines]
    formulas = {it.get("id", f"formula{at}"): it["expression"] for at, it in enumerate(options) if "expression" in it}
    metrics = {it["id"] for it in options if "id" in it and "expression" not in it}
    yield from (f"the id {id} does not begin with a small letter" for id in {*formulas, *metrics} if not ID.fullmatch(id))
    try:
        checked = Formulas(metrics, formulas, dashboard=True)
        types = {id: checked.type_of(id) for id in formulas}
    except Fault as fault:
        yield str(fault)
        return
    yield from (f"{id} is {type}; a graph shows time series" for id, type in types.items() if type == S)


RULES = [
    alarms_say_what_silence_means,
    formulas_of_alarms,
    filled_formulas_are_m_of_n,
    formulas_of_dashboards,
    the_dashboard_shows_every_function,
]
