"""Formulas that CloudWatch accepts, formulas that it refuses, and their values: the user guide's own tables."""

import unittest

from lint.metric_math import ARRAY, TS, Data, Fault, Formulas

METRICS = {"failed", "asked", "m1", "m2", "m3"}
TIMES = [0, 60, 120, 180, 240]


def series(text: str) -> dict[int, float]:
    """Points of consecutive minutes; `-` stands for a missing one."""
    return {time: float(point) for time, point in zip(TIMES, text.split()) if point != "-"}


def type_of(formula: str, dashboard: bool = False) -> str:
    return Formulas(METRICS, {"e": formula}, dashboard).type_of("e")


def value(formula: str, **points: str):
    formulas = Formulas(METRICS, {"e": formula}, dashboard=True)
    formulas.type_of("e")
    return formulas.evaluate("e", Data({id: series(text) for id, text in points.items()}, TIMES, 60))


class Types(unittest.TestCase):
    def refused(self, formula: str, words: str, dashboard: bool = False):
        with self.assertRaisesRegex(Fault, words):
            type_of(formula, dashboard)

    def test_a_formula_over_metrics_is_a_series(self):
        for formula in [
            "m1", "-m1", "5 * m1", "(m1 + m2) / 2 ^ m3", "100 * failed / asked", "m1 > 1 AND m2 > 1 || m3 == 0",
            "IF(asked > 20, 100 * failed / asked, 0)", "IF(m1 < 400, m1)", "IF(1, m1, m2)", "FILL(m1, 0) + FILL(m2, REPEAT)",
            "MAX([m1, m2])", "SUM(METRICS())", 'SUM([METRICS("m1"), METRICS("m2")])', "AVG(FILL([m1, m2], 0))", "AVG(100/[m1, m2])",
            "RATE(m1)", "ABS(m1 - m2)", "m1 / PERIOD(m1)", "TIME_SERIES(10)",
        ]:
            self.assertEqual(type_of(formula), TS, formula)
        self.assertEqual(type_of("METRICS() * 100"), ARRAY)

    def test_an_array_takes_no_number(self):
        self.refused("100 * failed / MAX([asked, 20])", "an array takes time series only, not a number; .*IF")

    def test_operands_must_fit(self):
        self.refused("MAX(20)", "MAX does not take a number")
        self.refused("MAX(m1, m2)", "MAX does not take a time series and a time series")
        self.refused("[m1, m2] + [m1, m3]", "does not take an array of time series and an array")
        self.refused("[m1, m2] > 1", "> does not take an array")
        self.refused("IF(1, 2, 3)", "IF does not take")
        self.refused("IF([m1, m2], m1, m2)", "IF does not take")
        self.refused("FILL(20, 0)", "FILL does not take")
        self.refused("FILL(m1, LAST)", "REPEAT and LINEAR, not LAST")
        self.refused("PERIOD(m1 + m2)", "PERIOD takes a metric")

    def test_names_must_be_known(self):
        self.refused("TOTAL(m1)", "TOTAL is no known function")
        self.refused("max([m1, m2])", "capitals: MAX")
        self.refused("m1 + other", "other is none of the metrics")

    def test_what_cannot_be_read_is_said(self):
        self.refused("m1 +", "'the end' is not expected")
        self.refused("(m1", r"a \) is missing")
        self.refused("MAX([m1 m2])", "a , or ] is missing")
        self.refused("m1 m2", "'m2' is not expected")
        self.refused("m1 % 2", "cannot be read from '% 2'")

    def test_an_alarm_neither_searches_nor_depends_on_how_far_it_reads(self):
        search = "SEARCH('{AWS/Lambda,FunctionName} MetricName=\"Errors\"', 'Sum', 300)"
        self.refused(search, "SEARCH is no known function")
        self.refused("m1 - AVG(m1)", "AVG of one series depends")
        self.refused("RUNNING_SUM(m1)", "RUNNING_SUM of one series depends")
        self.assertEqual(type_of(search, dashboard=True), ARRAY)
        self.assertEqual(type_of("m1 - AVG(m1)", dashboard=True), TS)

    def test_formulas_use_one_another_but_not_in_a_circle(self):
        self.assertEqual(Formulas({"m1"}, {"e1": "m1 + 1", "e2": "e1 * 2"}).type_of("e2"), TS)
        with self.assertRaisesRegex(Fault, "e1 needs itself"):
            Formulas({"m1"}, {"e1": "e2 + m1", "e2": "e1"}).type_of("e1")


class Values(unittest.TestCase):
    def same(self, formula: str, wanted: str, **points: str):
        self.assertEqual(value(formula, **points), series(wanted), formula)

    def test_operators_take_0_for_the_missing_side(self):
        self.same("m1 + m2", "5 3 2 -", m1="3 3 - -", m2="2 - 2 -")
        self.same("100 * failed / asked", "10 0 -", failed="2 - 1", asked="20 5 -")
        self.same("m1 < m2", "0 0 1 0", m1="30 20 0 0", m2="20 - 20 -")
        self.same("m1 >= 30", "1 0 0 0", m1="30 20 0 0")
        self.same("m1 > 15 AND m2 > 15", "1 0 0 0", m1="30 20 0 0", m2="20 - 20 -")

    def test_a_division_by_zero_has_no_point(self):
        self.same("m1 / m2", "2 -", m1="4 4", m2="2 0")

    def test_precedence(self):
        self.same("1 + m1 * 2 ^ 3 - -m1", "19", m1="2")
        self.same("(1 + m1) * 2", "6", m1="2")
        self.same("10 - m1 - 3", "5", m1="2")

    def test_if_chooses_point_by_point(self):
        self.same("IF(m1, m2, m3)", "30 0 20 - -", m1="1 1 0 0 -", m2="30 - 0 0 30", m3="0 0 20 - 20")
        self.same("IF(m1, 5, m3)", "5 5 20 - -", m1="1 1 0 0 -", m3="0 0 20 - 20")
        self.same("IF(m1, m2, 5)", "30 0 5 5 -", m1="1 1 0 0 -", m2="30 - 0 0 30")
        self.same("IF(m1 < 400, m1)", "300 - -", m1="300 500 -")
        self.same("IF(0, m1, m2)", "2", m1="1", m2="2")
        self.same("IF(asked > 20, 100 * failed / asked, 0)", "10 0 0 -", failed="3 3 - 1", asked="30 20 40 -")

    def test_fill_needs_a_point_to_begin_with(self):
        self.same("FILL(m1, 0)", "0 2 0 4 0", m1="- 2 - 4 -")
        self.same("FILL(m1, REPEAT)", "- 2 2 4 4", m1="- 2 - 4 -")
        self.same("FILL(m1, LINEAR)", "- 2 3 4 -", m1="- 2 - 4 -")
        self.same("FILL(m1, 0)", "", m1="")
        self.same("FILL(m1, 0) + FILL(m2, 0)", "0 2 0 0 0", m1="- 2 - - -", m2="")

    def test_functions_over_arrays_leave_out_missing_members(self):
        self.same("MAX([m1, m2])", "3 2 5 -", m1="3 2 - -", m2="1 - 5 -")
        self.same("MIN([m1, m2])", "1 2 5 -", m1="3 2 - -", m2="1 - 5 -")
        self.same("SUM(METRICS())", "4 2 5 -", m1="3 2 - -", m2="1 - 5 -")
        self.same('SUM(METRICS("2"))', "1 - 5 -", m1="3 2 - -", m2="1 - 5 -")
        self.same("AVG([m1, m2])", "2 1 2.5 -", m1="3 2 - -", m2="1 - 5 -")
        self.same("DATAPOINT_COUNT([m1, m2])", "2 1 1 -", m1="3 2 - -", m2="1 - 5 -")

    def test_functions_of_one_series(self):
        self.same("m1 - AVG(m1)", "-1 1 -", m1="1 3 -")
        self.same("ABS(m1)", "1 3 -", m1="-1 3 -")
        self.same("CEIL(m1) - FLOOR(m1)", "1 0", m1="1.5 3")
        self.same("DIFF(m1)", "- 5 - 4", m1="1 6 - 10")
        self.same("RATE(m1)", "- 1 0.5", m1="0 60 90")
        self.same("RUNNING_SUM(m1)", "1 - 3 6", m1="1 - 2 3")
        self.same("m1 / PERIOD(m1)", "2", m1="120")
        self.same("TIME_SERIES(1) - 1", "0 0 0 0 0")
