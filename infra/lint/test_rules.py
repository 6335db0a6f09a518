"""Every rule reports a copy of the template that was broken on purpose, and no other rule reports that copy. SAM is
tested in the same way, and cfn-lint with the command that lint.sh uses."""

import copy
import json
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from lint import alarms, events, gateway, policies, rules, size, state
from lint.template import Template, read, texts

GOOD = read()
# These rules read SAM's expansion of the template, which takes a second for each copy.
SLOW = [rules.sam_accepts_the_template, gateway.functions_time_out_before_the_gateway, size.resources_fit]
BROKEN = []


def breaks(rule, words: str):
    """Registers a change that the rule must report in these words."""

    def keep(change):
        BROKEN.append((rule, words, change))
        return change

    return keep


def statement(resources: dict, name: str, action: str) -> dict:
    """The statement about an action."""
    found = [it.content for it in policies.statements(resources[name]["Properties"]) if action in it.actions and it.allows]
    return found[0]


def own_log_statement(resources: dict, name: str) -> dict:
    return next(it.content for it in policies.statements(resources[name]["Properties"]) if not it.allows)


# ---- Policies ----------------------------------------------------------------------------------------------


@breaks(policies.actions_are_named, r"GetSellerFunction: the policy has the action dynamodb:\*")
def every_action(resources):
    statement(resources, "GetSellerFunction", "dynamodb:GetItem")["Action"] = ["dynamodb:*"]


@breaks(policies.resources_are_named, "GetSellerFunction: dynamodb:GetItem on all resources")
def every_resource(resources):
    statement(resources, "GetSellerFunction", "dynamodb:GetItem")["Resource"] = "*"


@breaks(policies.resources_are_named, "NotifyFunction: sns:Publish on all resources")
@breaks(policies.publishing_excludes_topics, "NotifyFunction: sns:Publish reaches topics")
def topics(resources):
    sms = statement(resources, "NotifyFunction", "sns:Publish")
    del sms["NotResource"]
    sms["Resource"] = "*"


@breaks(policies.publishing_excludes_topics, "GetSellerFunction: dynamodb:.* is allowed on all but some resources")
def all_tables_but_one(resources):
    reading = statement(resources, "GetSellerFunction", "dynamodb:GetItem")
    reading["NotResource"] = reading.pop("Resource")


@breaks(policies.generated_names_are_not_patterns, "UndeliveredEventsPolicy: the policy has arn:")
def a_pattern_in_a_policy(resources):
    pattern = {"Fn::Sub": "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/${AWS::StackName}-*"}
    statement(resources, "UndeliveredEventsPolicy", "sqs:SendMessage")["Condition"] = {"ArnLike": {"aws:SourceArn": pattern}}


@breaks(policies.generated_names_are_not_patterns, "Dashboard: finds metrics by")
def a_pattern_in_the_dashboard(resources):
    search = "SEARCH('{AWS/Lambda,FunctionName} \\\"${AWS::StackName}-\\\"', 'Sum', 300)"
    add_widget(resources, f'[[{{"expression": "{search}", "id": "errors"}}]]')


@breaks(policies.conditions_have_values, "NotifyFunction: ses:SendEmail stands under the condition MailFrom, which may be empty")
def mail_without_sender(resources):
    for policy in resources["NotifyFunction"]["Properties"]["Policies"]:
        policy["Statement"] = [it["Fn::If"][1] if "Fn::If" in it else it for it in policy["Statement"]]


@breaks(policies.mail_policies_name_configuration_sets, r"NotifyFunction: ses:SendEmail does not name configuration-set/\*")
def mail_without_configuration_set(resources):
    mail = statement(resources, "NotifyFunction", "ses:SendEmail")
    mail["Resource"] = [it for it in mail["Resource"] if "identity" in it["Fn::Sub"]]


@breaks(policies.mail_policies_name_configuration_sets, "NotifyFunction: ses:SendEmail from any address")
def mail_from_anybody(resources):
    del statement(resources, "NotifyFunction", "ses:SendEmail")["Condition"]


@breaks(policies.logs_go_to_the_own_group, "GetSellerFunction: may write to all log groups")
def logs_anywhere(resources):
    function = resources["GetSellerFunction"]["Properties"]
    function["Policies"] = [it for it in function["Policies"] if own_log_statement(resources, "GetSellerFunction") not in it["Statement"]]


@breaks(policies.logs_go_to_the_own_group, "GetMeFunction: may write to SellersLogs, too; its log group is PeopleLogs")
def logs_in_another_area(resources):
    own_log_statement(resources, "GetMeFunction")["NotResource"].append({"Fn::GetAtt": ["SellersLogs", "Arn"]})


@breaks(policies.logs_go_to_the_own_group, "UpdateStatisticsFunction: its role allows other logs than StreamLogs")
def logs_of_a_role(resources):
    statement(resources, "UpdateStatisticsRole", "logs:PutLogEvents")["Resource"] = {"Fn::GetAtt": ["OrdersLogs", "Arn"]}


@breaks(policies.logs_go_to_the_own_group, "its log group is OrdersLogs, which is not one of the template with RetentionInDays")
def logs_for_ever(resources):
    del resources["OrdersLogs"]["Properties"]["RetentionInDays"]


# ---- Alarms and the dashboard ------------------------------------------------------------------------------


def formula(resources: dict, text: str):
    next(it for it in resources["ServerErrorsAlarm"]["Properties"]["Metrics"] if "Expression" in it)["Expression"] = text


def add_widget(resources: dict, metrics: str):
    body = resources["Dashboard"]["Properties"]["DashboardBody"]
    widget = '{"type": "metric", "x": 0, "y": 0, "width": 6, "height": 6, "properties": {"title": "Broken", "metrics": %s}}' % metrics
    body["Fn::Sub"] = body["Fn::Sub"].replace('"widgets": [', f'"widgets": [{widget},', 1)


@breaks(alarms.formulas_of_alarms, "ServerErrorsAlarm: share: an array takes time series only, not a number")
def a_number_in_an_array(resources):
    formula(resources, "100 * failed / MAX([asked, 20])")


@breaks(alarms.formulas_of_alarms, "ServerErrorsAlarm: share: TOTAL is no known function")
def an_unknown_function(resources):
    formula(resources, "TOTAL([failed, asked])")


@breaks(alarms.formulas_of_alarms, "ServerErrorsAlarm: share is an array of time series; an alarm watches one")
def several_series(resources):
    formula(resources, "[failed, asked]")


@breaks(alarms.formulas_of_alarms, "ServerErrorsAlarm: the metrics have several periods")
def several_periods(resources):
    resources["ServerErrorsAlarm"]["Properties"]["Metrics"][1]["MetricStat"]["Period"] = 60


@breaks(alarms.formulas_of_alarms, "ServerErrorsAlarm: watches share and failed")
def two_watched(resources):
    del resources["ServerErrorsAlarm"]["Properties"]["Metrics"][1]["ReturnData"]


@breaks(alarms.formulas_of_alarms, "ServerErrorsAlarm: the id Share does not begin with a small letter")
def an_id_in_capitals(resources):
    resources["ServerErrorsAlarm"]["Properties"]["Metrics"][0]["Id"] = "Share"


@breaks(alarms.formulas_of_alarms, "TableThrottlesAlarm: 11 metrics; an alarm takes 10")
def too_many_metrics(resources):
    queries = resources["TableThrottlesAlarm"]["Properties"]["Metrics"]
    last = queries[-1]
    queries += [{**last, "Id": f"more{at}"} for at in range(11 - sum("MetricStat" in it for it in queries))]


@breaks(alarms.filled_formulas_are_m_of_n, "ServerErrorsAlarm: FILL sticks in the newest period")
def filled_and_unforgiving(resources):
    formula(resources, "FILL(failed, 0)")


@breaks(alarms.formulas_of_dashboards, "Dashboard, 'Broken': broken: an array takes time series only")
def a_wrong_formula_in_the_dashboard(resources):
    add_widget(resources, '[["Docket", "OrdersPlaced", {"id": "placed"}], [{"expression": "MAX([placed, 1])", "id": "broken"}]]')


@breaks(alarms.formulas_of_dashboards, "Dashboard: the body is no JSON")
def no_json(resources):
    body = resources["Dashboard"]["Properties"]["DashboardBody"]
    body["Fn::Sub"] = body["Fn::Sub"].replace("]}", "],}", 1)


@breaks(alarms.the_dashboard_shows_every_function, "Dashboard, 'Errors by function' lacks NotifyFunction")
def a_function_that_the_dashboard_lacks(resources):
    body = resources["Dashboard"]["Properties"]["DashboardBody"]
    body["Fn::Sub"] = body["Fn::Sub"].replace('["...", "${NotifyFunction}"], ', "", 1)


@breaks(alarms.alarms_say_what_silence_means, "ServerErrorsAlarm: say TreatMissingData")
def silence_means_nothing(resources):
    del resources["ServerErrorsAlarm"]["Properties"]["TreatMissingData"]


# ---- Events ------------------------------------------------------------------------------------------------


def event(resources: dict, name: str) -> dict:
    return next(iter(resources[name]["Properties"]["Events"].values()))["Properties"]


@breaks(events.rules_have_dead_letters, "NotifyFunction, event .*: say RetryPolicy and DeadLetterConfig")
def a_rule_without_dead_letters(resources):
    del event(resources, "NotifyFunction")["DeadLetterConfig"]


@breaks(events.streams_have_failure_destinations, "UpdateStatisticsFunction, event .*: say DestinationConfig")
def a_stream_without_dead_letters(resources):
    del event(resources, "UpdateStatisticsFunction")["DestinationConfig"]


@breaks(events.schedules_have_no_dead_letters, "ReconcileFunction, event .*: keeps failed runs")
def a_schedule_with_dead_letters(resources):
    event(resources, "ReconcileFunction")["DeadLetterConfig"] = {"Arn": {"Fn::GetAtt": ["UndeliveredEvents", "Arn"]}}


@breaks(events.schedules_have_no_dead_letters, "ProcessRefundFunction, event EveryMinute: keeps failed runs")
def a_schedule_beside_rules_with_dead_letters(resources):
    schedule = resources["ProcessRefundFunction"]["Properties"]["Events"]["EveryMinute"]["Properties"]
    schedule["DeadLetterConfig"] = {"Arn": {"Fn::GetAtt": ["UndeliveredEvents", "Arn"]}}


@breaks(events.silence_has_an_alarm, "CheckDeadlinesFunction: nobody hears when it stops")
def a_schedule_without_an_alarm(resources):
    del resources["DeadlinesSilentAlarm"]


@breaks(events.silence_has_an_alarm, "SettlePaymentFunction: nobody hears .*RuleName: !Ref SettlePaymentFunctionEveryMinute")
def a_schedule_beside_rules_without_an_alarm(resources):
    del resources["SettlePaymentSilentAlarm"]


@breaks(events.silence_has_an_alarm, "PublishOrderEventsFunction: nobody hears when it stops")
def a_stream_without_an_alarm(resources):
    del resources["PublisherSilentAlarm"]


@breaks(events.silence_has_an_alarm, "CleanupSilentAlarm: TreatMissingData is notBreaching; silence is heard by breaching")
def silence_is_fine(resources):
    resources["CleanupSilentAlarm"]["Properties"]["TreatMissingData"] = "notBreaching"


@breaks(events.silence_has_an_alarm, "CheckDeadlinesFunction: nobody hears when it stops; .*FunctionName: !Ref CheckDeadlinesFunction")
def another_functions_silence(resources):
    resources["DeadlinesSilentAlarm"]["Properties"]["Dimensions"][0]["Value"] = {"Ref": "ReconcileFunction"}


@breaks(events.silence_has_an_alarm, "ReconcileSilentAlarm: the period is shorter than the 900 s between two runs")
def a_period_between_two_runs(resources):
    resources["ReconcileSilentAlarm"]["Properties"]["Period"] = 300


# ---- State, the gateway, size, SAM -------------------------------------------------------------------------


@breaks(state.retention_is_as_listed, "Table: DeletionPolicy is Retain; .* says RetainExceptOnCreate")
def a_failed_creation_leaves_a_table(resources):
    resources["Table"]["DeletionPolicy"] = "Retain"


@breaks(state.retention_is_as_listed, "CodeSecret: DeletionPolicy is Retain; .* says Delete")
def more_is_kept(resources):
    resources["CodeSecret"]["DeletionPolicy"] = "Retain"


@breaks(state.retention_is_as_listed, "IdSecret: goes when it is replaced")
def a_replaced_secret_goes(resources):
    del resources["IdSecret"]["UpdateReplacePolicy"]


@breaks(state.indexes_name_at_most_20_attributes, r"Table: its indexes name 21 attributes \(seller 21\); at most 20")
def too_many_attributes(resources):
    index = resources["Table"]["Properties"]["GlobalSecondaryIndexes"][0]["Projection"]
    index["NonKeyAttributes"] = [f"a{at}" for at in range(21)]


@breaks(gateway.route_limits_are_numbers, "Api, RouteSettings of POST /api/auth/codes: ThrottlingRateLimit is .*ApiRateLimit")
def a_parameter_as_a_limit(resources):
    resources["Api"]["Properties"]["RouteSettings"]["POST /api/auth/codes"] = {"ThrottlingRateLimit": {"Ref": "ApiRateLimit"}}


@breaks(gateway.functions_time_out_before_the_gateway, "GetHealthFunction: may run for 60 s")
def slower_than_the_gateway(resources):
    resources["GetHealthFunction"]["Properties"]["Timeout"] = 60


@breaks(size.resources_fit, "resources after processing; CloudFormation takes 500")
def a_stack_that_is_too_large(resources):
    resources |= {f"More{at}Logs": copy.deepcopy(resources["OrdersLogs"]) for at in range(size.MOST)}


@breaks(rules.sam_accepts_the_template, "SAM refuses it: .*GetHealthFunction.*HttpApis")
def an_unknown_kind_of_event(resources):
    resources["GetHealthFunction"]["Properties"]["Events"]["Route"]["Type"] = "HttpApis"


class Rules(unittest.TestCase):
    def test_each_broken_copy_is_refused_by_the_rule_for_it(self):
        before = set(rules.faults(GOOD))
        allowed: dict = {}
        for rule, _, change in BROKEN:
            allowed.setdefault(change, set()).add(rule.__name__)
        for rule, words, change in BROKEN:
            with self.subTest(change.__name__):
                broken = Template(copy.deepcopy(GOOD.raw))
                change(broken.resources)
                if rule not in SLOW:
                    broken.processed = GOOD.processed
                found = set(rules.faults(broken)) - before
                self.assertEqual({name for name, _ in found}, allowed[change])
                self.assertTrue([fault for name, fault in found if name == rule.__name__ and re.search(words, fault)], found)

    def test_each_rule_has_a_broken_copy(self):
        self.assertEqual({rules.sam_accepts_the_template, *rules.RULES} - {rule for rule, _, _ in BROKEN}, set())


# ---- cfn-lint ----------------------------------------------------------------------------------------------


def excerpt(template: dict, *names: str) -> dict:
    """Some resources with everything that they refer to: cfn-lint takes some twenty seconds for the whole template."""
    parts = {**template["Parameters"], **template["Conditions"], **template["Resources"]}
    kept, waiting = set(), [*names, *mentioned(template["Globals"], parts)]
    while waiting:
        name = waiting.pop()
        if name not in kept:
            kept.add(name)
            waiting += mentioned(parts[name], parts)
    sections = {
        section: {name: part for name, part in template[section].items() if name in kept}
        for section in ("Parameters", "Conditions", "Resources")
    }
    return {name: template[name] for name in ("AWSTemplateFormatVersion", "Transform", "Globals")} | sections


def mentioned(part, parts: dict) -> list[str]:
    """All words of a part that are names of other resources; a few too many do no harm."""
    words = {word for text in texts(part) for word in re.findall(r"\w+", text)}
    return sorted(words & parts.keys())


class Linters(unittest.TestCase):
    def test_a_broken_copy_is_refused_by_cfn_lint(self):
        broken = copy.deepcopy(excerpt(GOOD.raw, "GetHealthFunction"))
        broken["Resources"]["Table"]["Properties"]["StreamSpecification"] = {"StreamViewType": "ALL_IMAGES"}
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "template.json")
            path.write_text(json.dumps(broken))
            command = [Path(sys.executable).parent / "sam", "validate", "--lint", "--template", path, "--region", "us-east-1"]
            done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        self.assertRegex(done.stdout, "E3030.*ALL_IMAGES")
        self.assertEqual(len(set(re.findall(r"\b[EW]\d{4}\b", done.stdout))), 1, f"only what was broken is refused: {done.stdout}")
        self.assertNotEqual(done.returncode, 0)


if __name__ == "__main__":
    unittest.main()
