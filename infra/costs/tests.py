"""Tests that the check refuses a change that costs more."""

import copy
import tempfile
import unittest
from pathlib import Path

import document
import figures
import idle
import orders
import stack
from figures import Fault

TEMPLATE = stack.read()
PARAMETERS = stack.defaults(TEMPLATE)
PROCESSED = stack.process(TEMPLATE, PARAMETERS)


def changed(resources: dict, **parts) -> stack.Stack:
    """The template's stack with further resources, and with further values in some of them."""
    template = copy.deepcopy(PROCESSED)
    template["Resources"] |= resources
    for part, more in parts.items():
        template.setdefault(part, {}).update(more)
    return stack.Stack(template, PARAMETERS)


def alarm(*metrics: str, **properties) -> dict:
    data = [{"Id": it, "MetricStat": {"Metric": {"Namespace": "Docket", "MetricName": it}}} for it in metrics]
    return {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Metrics": [{"Id": "sum", "Expression": "1"}, *data], **properties}}


def dollars(found: stack.Stack) -> float:
    return idle.total(idle.rows(found))


class Idle(unittest.TestCase):
    def test_a_hundred_more_alarms_are_refused(self):
        more = changed({f"Alarm{number}": alarm("one") for number in range(100)})
        with self.assertRaisesRegex(Fault, "the idle stack costs"):
            idle.check(idle.rows(more))

    def test_an_unknown_type_of_resource_is_refused(self):
        with self.assertRaisesRegex(Fault, "AWS::EC2::NatGateway"):
            idle.rows(changed({"Gateway": {"Type": "AWS::EC2::NatGateway"}}))

    def test_a_schedule_of_a_function_without_figures_is_refused(self):
        function = copy.deepcopy(PROCESSED["Resources"]["CleanupUnverifiedOrdersFunction"])
        function["Properties"]["Handler"] = "new-function"
        rule = {
            "Type": "AWS::Events::Rule",
            "Properties": {"ScheduleExpression": "rate(1 minute)", "Targets": [{"Arn": {"Fn::GetAtt": ["New", "Arn"]}}]},
        }
        with self.assertRaisesRegex(Fault, "an idle run of new-function"):
            idle.rows(changed({"New": function, "Rule": rule}))

    def test_an_alarm_costs_by_its_metrics_and_not_by_what_it_computes(self):
        more = dollars(changed({"More": alarm("one", "two", "three")})) - dollars(changed({}))
        self.assertAlmostEqual(more, 0.30)

    def test_a_metric_whose_silence_is_alarming_is_emitted_while_idle(self):
        more = dollars(changed({"More": alarm("beat", TreatMissingData="breaching")})) - dollars(changed({}))
        self.assertAlmostEqual(more, 0.10 + 0.30)

    def test_a_reader_of_the_heartbeat_runs_as_often_as_it_is_written(self):
        reader = {
            "FunctionName": {"Ref": "UpdateStatisticsFunction"},
            "FilterCriteria": {"Filters": [{"Pattern": '{"dynamodb":{"Keys":{"sk":{"S":["HB"]}}}}'}]},
        }
        before = idle.runs(changed({}))
        for properties, more in [({}, 1), ({"TumblingWindowInSeconds": 60}, 2)]:
            mapping = {"Type": "AWS::Lambda::EventSourceMapping", "Properties": reader | properties}
            found = idle.runs(changed({"More": mapping}))[len(before):]
            self.assertEqual([run.times for run in found], [730 * 60] * more)

    def test_a_resource_counts_only_under_its_condition(self):
        secret = {"Type": "AWS::SecretsManager::Secret", "Condition": "Wanted"}
        for wanted, more in [(["x", "x"], 0.40), (["x", ""], 0)]:
            with_secret = changed({"More": secret}, Conditions={"Wanted": {"Fn::Equals": wanted}})
            self.assertAlmostEqual(dollars(with_secret) - dollars(changed({})), more)

    def test_no_type_is_both_priced_and_free(self):
        self.assertFalse(idle.PRICED.keys() & idle.FREE.keys())


class Parameters(unittest.TestCase):
    def test_every_option_is_taken(self):
        parameters = {
            "Empty": {"Default": ""},
            "None": {"Default": 0},
            "Number": {"Default": 5},
            "Switch": {"Default": "off", "AllowedValues": ["off", "on"]},
            "Many": {"Default": "b", "AllowedValues": ["a", "b", "c"]},
        }
        self.assertEqual(
            stack.everything({"Parameters": parameters}),
            {"Empty": "1", "None": "1", "Number": "5", "Switch": "on", "Many": "b"},
        )

    def test_choices_and_mappings_are_replaced(self):
        template = {
            "Conditions": {"Big": {"Fn::Or": [{"Fn::Not": [{"Fn::Equals": [{"Ref": "Size"}, "s"]}]}]}},
            "Mappings": {"Sizes": {"m": {"Rate": 7}}},
            "Resources": {"It": {"Type": "T", "Properties": {
                "Mode": {"Fn::If": ["Big", "Active", {"Ref": "AWS::NoValue"}]},
                "Rate": {"Fn::FindInMap": ["Sizes", {"Ref": "Size"}, "Rate"]},
                "Other": {"Fn::If": ["Big", {"Ref": "AWS::NoValue"}, 1]},
                "Table": {"Ref": "Table"},
            }}},
        }
        found = stack.Stack(template, {"Size": "m"}).of("T")["It"]
        self.assertEqual(found, {"Mode": "Active", "Rate": 7, "Table": {"Ref": "Table"}})


class Orders(unittest.TestCase):
    def test_a_figure_that_no_test_asserts_any_longer_is_refused(self):
        figure = {"order": [{"source": "tests/system/costs/requests.rs", "asserted": "assert_eq!(placing, cost(1, 0.0, 0.0)"}]}
        with self.assertRaisesRegex(Fault, "does not say"):
            figures.check_sources(figure)

    def test_three_sms_are_most_of_what_an_order_costs(self):
        default = changed({})
        self.assertEqual(orders.messages(), 3)
        cheapest = orders.ORDERS * orders.messages() * min(figures.PRICES["sms_parts"].values())
        self.assertGreater(cheapest, 50 * idle.total(orders.rows(default)))


class Document(unittest.TestCase):
    def test_other_figures_are_refused_until_they_are_written(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "operations.md")
            path.write_text(f"before\n\n{document.BEGIN}\n\nold\n\n{document.END}\n\nafter\n")
            with self.assertRaisesRegex(Fault, "-old\n\\+new"):
                document.check("new", path)
            document.write("new", path)
            document.check("new", path)
            self.assertEqual(path.read_text(), f"before\n\n{document.BEGIN}\n\nnew\n\n{document.END}\n\nafter\n")
