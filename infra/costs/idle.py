"""The monthly costs of an unused stack. Every type of resource is listed with its costs, or with the reason why it is
free, so that a new type cannot be forgotten."""

import json
import re
from dataclasses import dataclass

from figures import GB, ROOT, USAGE, Fault, Row, logged, price
from stack import Stack, a_month, referred

MOST_DOLLARS = 10
METRICS = ROOT / "shared/platform/src/metrics.rs"
# DynamoDB asks for the table's key at most once in five minutes for each caller.
KEY_REQUESTS = 730 * 12


@dataclass
class Run:
    """The invocations of functions in an unused stack."""

    function: dict
    times: float

    @property
    def use(self) -> dict:
        handler = self.function["Handler"]
        if handler not in USAGE["idle_runs"]:
            raise Fault(f"infra/costs/usage.json does not say what an idle run of {handler} uses")
        return USAGE["idle_runs"][handler]

    @property
    def gb_seconds(self) -> float:
        return self.times * self.use["milliseconds"] / 1000 * gigabytes(self.function)

    @property
    def logged(self) -> float:
        return self.times * logged(self.use["lines"] + platform_lines(self.function))


def gigabytes(function: dict) -> float:
    return float(function["MemorySize"]) / 1024


def platform_lines(function: dict) -> list[str]:
    return [] if function["LoggingConfig"].get("SystemLogLevel") == "WARN" else ["start", "report"]


def runs(stack: Stack) -> list[Run]:
    functions = stack.of("AWS::Lambda::Function")
    found = []
    for rule in stack.of("AWS::Events::Rule").values():
        if "ScheduleExpression" in rule and rule.get("State") != "DISABLED":
            times = a_month(rule["ScheduleExpression"])
            found += [Run(functions[referred(target["Arn"])], times) for target in rule["Targets"]]
    heartbeat = USAGE["heartbeat"]
    written = sum(run.times for run in found if run.function["Handler"] == heartbeat["written_by"])
    for reader in stack.of("AWS::Lambda::EventSourceMapping").values():
        if wakes(reader, heartbeat["sort_key"]) and reader.get("Enabled") is not False:
            function = functions[referred(reader["FunctionName"])]
            found.append(Run(function, written))
            if reader.get("TumblingWindowInSeconds"):
                # The end of the window is an invocation of its own, without a record.
                found.append(Run(function, written))
    return found


def wakes(reader: dict, sort_key: str) -> bool:
    return any(f'"{sort_key}"' in it["Pattern"] for it in reader["FilterCriteria"]["Filters"])


def alarms(stack: Stack):
    found = stack.of("AWS::CloudWatch::Alarm").values()
    count = sum(len(metrics(it)) for it in found)
    yield Row("CloudWatch alarms", f"{count} metrics in {len(found)} alarms", count * price("alarm_metrics_month"))
    emitted = len(while_idle(stack))
    yield Row("CloudWatch metrics", f"{emitted} emitted while idle", emitted * price("custom_metrics_month"))


def metrics(alarm: dict) -> list[dict]:
    """An alarm costs as many alarm metrics as it reads; metric math over them is free."""
    if "Metrics" not in alarm:
        return [alarm]
    return [it["MetricStat"]["Metric"] for it in alarm["Metrics"] if "MetricStat" in it]


def while_idle(stack: Stack) -> set[tuple[str, str]]:
    """Docket's own, billed metrics that alarms need even in an unused stack: names and dimensions."""
    return {
        (it["MetricName"], json.dumps(it.get("Dimensions"), sort_keys=True))
        for alarm in stack.of("AWS::CloudWatch::Alarm").values()
        if alarm.get("TreatMissingData") == "breaching"
        for it in metrics(alarm)
        if not it["Namespace"].startswith("AWS/")
    }


def in_use(stack: Stack) -> int:
    """The number of further metrics that appear once the stack is used."""
    named = set(re.findall(r'Self::\w+(?:\(_\))? => "(\w+)"', METRICS.read_text()))
    return len(named - {name for name, _ in while_idle(stack)})


def dashboards(stack: Stack):
    count = len(stack.of("AWS::CloudWatch::Dashboard"))
    yield Row("CloudWatch dashboard", f"{count}", count * price("dashboards_month"))


def secrets(stack: Stack):
    count = len(stack.of("AWS::SecretsManager::Secret"))
    yield Row("Secrets Manager", f"{count} secrets", count * price("secrets_month"))


def functions(stack: Stack):
    found = runs(stack)
    times, seconds = sum(it.times for it in found), sum(it.gb_seconds for it in found)
    dollars = times * price("lambda_requests_million")
    dollars += sum(it.gb_seconds * price("lambda_gb_seconds_million", it.function["Architectures"][0]) for it in found)
    yield Row("Lambda", f"{times:,.0f} runs, {seconds:,.0f} GB-seconds", dollars)
    traces = sum(it.times for it in found if it.function.get("TracingConfig", {}).get("Mode") == "Active")
    if traces:
        yield Row("X-Ray", f"{traces:,.0f} traces", traces * price("xray_traces_million"))


def table(stack: Stack):
    found = runs(stack)
    read, written = (sum(it.times * it.use[unit] for it in found) for unit in ("read_units", "write_units"))
    dollars = read * price("dynamodb_read_units_million") + written * price("dynamodb_write_units_million")
    yield Row("DynamoDB", f"{read:,.0f} read units, {written:,.0f} write units", dollars)
    keyed = [it for it in stack.of("AWS::DynamoDB::Table").values() if it.get("SSESpecification", {}).get("SSEEnabled")]
    callers = {it.function["Handler"]: it.times for it in found}
    requests = len(keyed) * sum(min(times, KEY_REQUESTS) for times in callers.values())
    if requests:
        yield Row("KMS", f"{requests:,.0f} requests for the table's key, at most", requests * price("kms_requests_ten_thousand"))


def logs(stack: Stack):
    written = sum(it.logged for it in runs(stack)) / GB
    days = max(int(it["RetentionInDays"]) for it in stack.of("AWS::Logs::LogGroup").values())
    kept = written * 12 * days / 365
    dollars = written * price("logs_ingested_gb") + kept * price("logs_stored_gb_month")
    yield Row("CloudWatch Logs", f"{written * 1000:,.0f} MB, kept for {days} days", dollars)


def budgets(stack: Stack):
    count = len(stack.of("AWS::Budgets::Budget"))
    yield Row("Budgets", f"{count} without actions", count * price("budgets_without_actions_month"))


PRICED = {
    "AWS::CloudWatch::Alarm": alarms,
    "AWS::CloudWatch::Dashboard": dashboards,
    "AWS::SecretsManager::Secret": secrets,
    "AWS::Lambda::Function": functions,
    "AWS::DynamoDB::Table": table,
    "AWS::Logs::LogGroup": logs,
    "AWS::Budgets::Budget": budgets,
}
FREE = {
    "AWS::ApiGatewayV2::Api": "costs by the request",
    "AWS::ApiGatewayV2::Stage": "belongs to the API",
    "AWS::ApiGatewayV2::ApiMapping": "belongs to the API",
    "AWS::ApiGatewayV2::DomainName": "is free",
    "AWS::CloudFront::CachePolicy": "is free",
    "AWS::CloudFront::Distribution": "costs by the request and the gigabyte, beyond what is free",
    "AWS::CloudFront::Function": "costs by the run, beyond what is free",
    "AWS::CloudFront::OriginAccessControl": "is free",
    "AWS::CloudFront::OriginRequestPolicy": "is free",
    "AWS::CloudFront::ResponseHeadersPolicy": "is free",
    "AWS::Events::EventBus": "costs by the event",
    "AWS::Events::Rule": "is free, and so are its schedules; the runs are counted with Lambda",
    "AWS::IAM::Role": "is free",
    "AWS::Lambda::EventInvokeConfig": "is a setting of a function",
    "AWS::Lambda::EventSourceMapping": "reads a table's stream free of charge; the runs are counted with Lambda",
    "AWS::Lambda::Permission": "is free",
    "AWS::S3::Bucket": "is empty, and costs by what is in it",
    "AWS::S3::BucketPolicy": "is free",
    "AWS::SES::ConfigurationSet": "is free",
    "AWS::SES::ConfigurationSetEventDestination": "is free; events of SES on the default bus cost nothing",
    "AWS::SNS::Subscription": "costs by the message",
    "AWS::SNS::Topic": "costs by the message",
    "AWS::SQS::Queue": "is empty, and costs by the request",
    "AWS::SQS::QueuePolicy": "is free",
    "Custom::TokenKeys": "runs while the stack is made or changed",
}


def rows(stack: Stack) -> list[Row]:
    kinds = {kind for kind, _ in stack.resources.values()}
    if unknown := kinds - PRICED.keys() - FREE.keys():
        raise Fault(f"infra/costs/idle.py does not say what {', '.join(sorted(unknown))} costs while idle")
    return [row for kind, priced in PRICED.items() if kind in kinds for row in priced(stack)]


def total(rows: list[Row]) -> float:
    return sum(row.dollars for row in rows)


def check(rows: list[Row]):
    if total(rows) > MOST_DOLLARS:
        raise Fault(f"the idle stack costs {total(rows):.2f} dollars a month; {MOST_DOLLARS} are the most")
