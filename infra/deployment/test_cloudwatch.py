"""Tests of alarms over made-up log lines."""

import json
import unittest

import cloudwatch

NOW = 10_000_000.0


def line(name: str, minutes_ago: float, function: str | None = None, value=1) -> str:
    dimensions = {"Deployment": "docket"} | ({"Function": function} if function else {})
    directive = {"Namespace": "Docket", "Dimensions": [list(dimensions)], "Metrics": [{"Name": name, "Unit": "Count"}]}
    moment = int((NOW - minutes_ago * 60) * 1000)
    return json.dumps({"_aws": {"Timestamp": moment, "CloudWatchMetrics": [directive]}, **dimensions, name: value})


def metric(name: str, function: str | None = None) -> dict:
    dimensions = {"Deployment": "docket"} | ({"Function": function} if function else {})
    return {"Namespace": "Docket", "MetricName": name, "Dimensions": [{"Name": key, "Value": it} for key, it in dimensions.items()]}


SILENT = {
    **metric("Runs", "reconcile"),
    "Statistic": "Sum",
    "Period": 300,
    "ComparisonOperator": "LessThanThreshold",
    "Threshold": 1.0,
    "EvaluationPeriods": 3,
    "TreatMissingData": "breaching",
}


def over_formula(formula: str, threshold: float, **more) -> dict:
    metrics = [
        {"Id": id, "ReturnData": False, "MetricStat": {"Metric": metric(name), "Period": 300, "Stat": "Sum"}}
        for id, name in [("failed", "OrdersFailed"), ("placed", "OrdersPlaced")]
    ]
    return {
        "Metrics": [{"Id": "share", "Expression": formula}, *metrics],
        "ComparisonOperator": "GreaterThanThreshold",
        "Threshold": threshold,
        "EvaluationPeriods": 1,
        "TreatMissingData": "notBreaching",
        **more,
    }


class Alarms(unittest.TestCase):
    def in_alarm(self, alarm: dict, lines: list[str], pace: float = 1) -> bool:
        return cloudwatch.in_alarm(alarm, cloudwatch.metrics(lines), NOW, pace)

    def test_metrics_are_told_apart_by_name_and_dimensions(self):
        found = cloudwatch.metrics([
            "START RequestId: 1", '{"level":"INFO","message":"answered"}',
            line("Runs", 1, "reconcile"), line("Runs", 2, "check-deadlines"), line("OrdersPlaced", 3, value=[1, 1]),
        ])
        self.assertEqual(sorted((name, len(dimensions), len(points)) for (_, name, dimensions), points in found.items()),
                         [("OrdersPlaced", 1, 2), ("Runs", 2, 1), ("Runs", 2, 1)])

    def test_silence_is_an_alarm_when_the_whole_range_is_without_data(self):
        self.assertTrue(self.in_alarm(SILENT, []))
        self.assertTrue(self.in_alarm(SILENT, [line("Runs", 26, "reconcile")]))
        self.assertFalse(self.in_alarm(SILENT, [line("Runs", 24, "reconcile")]))
        self.assertFalse(self.in_alarm(SILENT, [line("Runs", 1, "reconcile")]))
        # Runs of another function do not count.
        self.assertTrue(self.in_alarm(SILENT, [line("Runs", 1, "check-deadlines")]))

    def test_at_a_pace_of_60_minutes_are_seconds(self):
        self.assertFalse(self.in_alarm(SILENT, [line("Runs", 24 / 60, "reconcile")], pace=60))
        self.assertTrue(self.in_alarm(SILENT, [line("Runs", 26 / 60, "reconcile")], pace=60))

    def test_missing_data_as_the_user_guide_has_it(self):
        # 0 is within the threshold, X breaches it, - is missing; the newest comes last.
        for points, needed, breaching, not_breaching in [
            ("0-X-X", 3, False, False), ("0----", 3, False, False), ("-----", 3, True, False), ("0XX-X", 3, True, True),
            ("--X--", 3, True, False), ("0-X-X", 2, True, True), ("00X0X", 2, True, True), ("0-X--", 2, True, False),
            ("----0", 2, True, False), ("----X", 2, True, False),
        ]:
            lines = [line("OrdersShort", 25 - 5 * at - 1, value={"0": 0, "X": 9}[it]) for at, it in enumerate(points) if it != "-"]
            for treat, wanted in [("breaching", breaching), ("notBreaching", not_breaching)]:
                alarm = {**SILENT, **metric("OrdersShort"), "ComparisonOperator": "GreaterThanThreshold", "Threshold": 5}
                alarm |= {"DatapointsToAlarm": needed, "TreatMissingData": treat}
                self.assertEqual(self.in_alarm(alarm, lines), wanted, (points, needed, treat))

    def test_formulas_are_evaluated(self):
        share = over_formula("IF(FILL(failed, 0) > 2, 100 * FILL(failed, 0) / (FILL(failed, 0) + FILL(placed, 0)), 0)", 2)
        placed, failed = [line("OrdersPlaced", 1)] * 97, [line("OrdersFailed", 1)]
        self.assertFalse(self.in_alarm(share, []))
        self.assertFalse(self.in_alarm(share, placed))
        self.assertFalse(self.in_alarm(share, placed + 2 * failed))
        self.assertTrue(self.in_alarm(share, placed + 3 * failed))

    def test_statistics(self):
        lines = [line("OrdersShort", 1, value=[1, 2, 6])]
        for statistic, value in [("Sum", 9), ("Average", 3), ("Minimum", 1), ("Maximum", 6), ("SampleCount", 3)]:
            alarm = {**SILENT, **metric("OrdersShort"), "Statistic": statistic, "EvaluationPeriods": 1, "TreatMissingData": "notBreaching"}
            for comparison, wanted in [("GreaterThanThreshold", False), ("GreaterThanOrEqualToThreshold", True),
                                       ("LessThanThreshold", False), ("LessThanOrEqualToThreshold", True)]:
                alarm |= {"ComparisonOperator": comparison, "Threshold": value}
                self.assertEqual(self.in_alarm(alarm, lines), wanted, (statistic, comparison))


if __name__ == "__main__":
    unittest.main()
