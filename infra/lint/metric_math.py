"""CloudWatch's metric math, as far as the template may use it: parses formulas, determines their types, and
evaluates them.

The rules are those of the user guide, "Using math expressions with CloudWatch metrics". A value is a number (S), a
time series (TS) or an array of time series (TS[]); CloudWatch refuses a formula whose types do not fit, and with
it the whole stack. Missing data, in a period:

- an operator takes 0 for the side that has no point, where the other one has; a division by zero has no point;
- a function over an array leaves out the members that have no point, and AVG takes 0 for them;
- IF has no point where its condition has none, or the chosen side has none, except that a missing second argument
  is 0;
- FILL fills a series that has at least one point. A series without any remains without."""

import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

S, TS, ARRAY, WORD, TEXT = "a number", "a time series", "an array of time series", "a word", "a text"

Series = dict[float, float]  # by the start of a period, in seconds


class Fault(Exception):
    """A fault of a formula, in a sentence."""


# ---- Parsing -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Literal:
    kind: str
    value: float | str


@dataclass(frozen=True)
class Name:
    id: str


@dataclass(frozen=True)
class Call:
    """A function, or an operator by its sign; `[]` makes an array."""

    function: str
    arguments: tuple


TOKEN = re.compile(r"""\s*(?:(\d+\.?\d*|\.\d+)|([A-Za-z]\w*)|("[^"]*"|'[^']*')|(==|!=|<=|>=|&&|\|\||[-+*/^<>()\[\],]))""")
# From the lowest precedence to the highest.
LEVELS = [("OR", "||"), ("AND", "&&"), ("==", "!=", "<=", ">=", "<", ">"), ("+", "-"), ("*", "/"), ("^",)]
SAME = {"||": "OR", "&&": "AND"}


class Parser:
    def __init__(self, text: str):
        self.tokens, at, text = [], 0, text.rstrip()
        while at < len(text):
            found = TOKEN.match(text, at)
            if not found:
                raise Fault(f"cannot be read from {text[at:].strip()!r} on")
            self.tokens.append(next((kind, value) for kind, value in enumerate(found.groups()) if value is not None))
            at = found.end()
        self.tokens.append((None, "the end"))

    def all(self):
        node = self.level(0)
        if self.tokens[0][0] is not None:
            raise Fault(f"{self.tokens[0][1]!r} is not expected where it stands")
        return node

    def next(self) -> tuple:
        return self.tokens.pop(0)

    def take(self, *signs: str) -> str | None:
        return self.next()[1] if self.tokens[0][0] is not None and self.tokens[0][1] in signs else None

    def level(self, depth: int):
        if depth == len(LEVELS):
            return self.signed()
        node = self.level(depth + 1)
        while sign := self.take(*LEVELS[depth]):
            node = Call(SAME.get(sign, sign), (node, self.level(depth + 1)))
        return node

    def signed(self):
        return Call("negative", (self.signed(),)) if self.take("-") else self.single()

    def single(self):
        kind, value = self.next()
        if kind == 0:
            return Literal(S, float(value))
        if kind == 2:
            return Literal(TEXT, value[1:-1])
        if kind == 1:
            if self.take("("):
                return Call(value, self.until(")"))
            return Literal(WORD, value) if value.isupper() else Name(value)
        if value == "(":
            node = self.level(0)
            if not self.take(")"):
                raise Fault("a ) is missing")
            return node
        if value == "[":
            return Call("[]", self.until("]"))
        raise Fault(f"{value!r} is not expected where it stands")

    def until(self, end: str) -> tuple:
        found = []
        while not self.take(end):
            if found and not self.take(","):
                raise Fault(f"a , or {end} is missing")
            found.append(self.level(0))
        return tuple(found)


# ---- Values ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Data:
    """The data of an evaluation: the points of each metric by its id, the starts of the periods and their seconds."""

    metrics: dict[str, Series]
    times: list[float]
    period: float


def at(value, time: float, missing: float | None = None) -> float | None:
    return value.get(time, missing) if isinstance(value, dict) else value


def each(function, value):
    """Applies a function to a series, or to each series of an array."""
    return [function(it) for it in value] if isinstance(value, list) else function(value)


def two(function, left, right):
    """Applies an operator point by point; a result that is no number has no point."""
    if isinstance(left, list):
        return [two(function, it, right) for it in left]
    if isinstance(right, list):
        return [two(function, left, it) for it in right]
    if not isinstance(left, dict) and not isinstance(right, dict):
        return float(function(left, right))
    found = {}
    for time in sorted({time for side in (left, right) if isinstance(side, dict) for time in side}):
        try:
            point = float(function(at(left, time, 0.0), at(right, time, 0.0)))
        except (ArithmeticError, ValueError):
            continue
        if math.isfinite(point):
            found[time] = point
    return found


def across(function, value, missing: float | None = None):
    """A function of all points of a series, or at each time of the points of an array's series."""
    if isinstance(value, dict):
        return float(function(list(value.values()))) if value else math.nan
    found = {}
    for time in sorted({time for series in value for time in series}):
        points = [point for series in value if (point := series.get(time, missing)) is not None]
        found[time] = float(function(points))
    return found


def steps(series: Series, function) -> Series:
    """A function of each point and the one before."""
    times = sorted(series)
    return {time: function(series[time] - series[before], time - before) for before, time in zip(times, times[1:])}


def sums(series: Series) -> Series:
    times = sorted(series)
    return dict(zip(times, accumulate(series[time] for time in times)))


def points(series: Series, function) -> Series:
    return two(lambda point, _: function(point), series, 0.0)


def fill(series: Series, by, times: list[float]) -> Series:
    if not series:
        return {}
    filled = {}
    for time in times:
        before = max((it for it in series if it <= time), default=None)
        after = min((it for it in series if it >= time), default=None)
        if time in series:
            point = series[time]
        elif by == "REPEAT":
            point = series.get(before)
        elif by == "LINEAR":
            between = before is not None and after is not None
            point = series[before] + (series[after] - series[before]) * (time - before) / (after - before) if between else None
        else:
            point = at(by, time)
        if point is not None:
            filled[time] = point
    return filled


def choose(condition, yes, no, times: list[float]) -> Series:
    by_time = condition if isinstance(condition, dict) else {time: condition for time in times}
    missing = 0.0 if isinstance(condition, dict) else None
    chosen = {time: at(yes, time, missing) if it else at(no, time) for time, it in by_time.items()}
    return {time: point for time, point in chosen.items() if point is not None}


# ---- Functions ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Function:
    """The types of its arguments and of its result, and how its value is computed from data and arguments."""

    types: dict[tuple, str]
    value: Callable


def arithmetic(function) -> Function:
    arrays = {(ARRAY, S): ARRAY, (S, ARRAY): ARRAY, (ARRAY, TS): ARRAY, (TS, ARRAY): ARRAY}
    return Function(logic(function).types | arrays, lambda _, left, right: two(function, left, right))


def logic(function) -> Function:
    return Function({(S, S): S, (S, TS): TS, (TS, S): TS, (TS, TS): TS}, lambda _, left, right: two(function, left, right))


def of_each(function) -> Function:
    return Function({(TS,): TS, (ARRAY,): ARRAY}, lambda _, value: each(function, value))


def of_all(function, missing: float | None = None) -> Function:
    return Function({(TS,): S, (ARRAY,): TS}, lambda _, value: across(function, value, missing))


FUNCTIONS = {
    "+": arithmetic(operator.add),
    "-": arithmetic(operator.sub),
    "*": arithmetic(operator.mul),
    "/": arithmetic(operator.truediv),
    "^": arithmetic(math.pow),
    "negative": Function({(S,): S, (TS,): TS, (ARRAY,): ARRAY}, lambda _, value: two(operator.mul, value, -1.0)),
    "==": logic(operator.eq),
    "!=": logic(operator.ne),
    "<=": logic(operator.le),
    ">=": logic(operator.ge),
    "<": logic(operator.lt),
    ">": logic(operator.gt),
    "AND": logic(lambda left, right: bool(left and right)),
    "OR": logic(lambda left, right: bool(left or right)),
    "ABS": of_each(lambda series: points(series, abs)),
    "CEIL": of_each(lambda series: points(series, math.ceil)),
    "FLOOR": of_each(lambda series: points(series, math.floor)),
    "LOG": of_each(lambda series: points(series, math.log)),
    "LOG10": of_each(lambda series: points(series, math.log10)),
    "DIFF": of_each(lambda series: steps(series, lambda change, _: change)),
    "RATE": of_each(lambda series: steps(series, lambda change, seconds: change / seconds)),
    "RUNNING_SUM": of_each(sums),
    "SUM": of_all(sum),
    "MIN": of_all(min),
    "MAX": of_all(max),
    "AVG": of_all(lambda values: sum(values) / len(values), missing=0.0),
    "DATAPOINT_COUNT": of_all(len),
    "FILL": Function(
        {(TS, S): TS, (TS, WORD): TS, (ARRAY, S): ARRAY, (ARRAY, TS): ARRAY, (ARRAY, WORD): ARRAY},
        lambda data, value, by: each(lambda series: fill(series, by, data.times), value),
    ),
    "IF": Function(
        {(S, TS): TS, (S, TS, TS): TS}
        | {(TS, yes): TS for yes in (S, TS)}
        | {(TS, yes, no): TS for yes in (S, TS) for no in (S, TS)},
        lambda data, condition, yes, no={}: choose(condition, yes, no, data.times),
    ),
    "METRICS": Function(
        {(): ARRAY, (TEXT,): ARRAY}, lambda data, part="": [series for id, series in sorted(data.metrics.items()) if part in id]
    ),
    "PERIOD": Function({(TS,): S}, lambda data, _: float(data.period)),
    "TIME_SERIES": Function({(S,): TS}, lambda data, value: dict.fromkeys(data.times, value)),
}
# Their results depend on how many points CloudWatch reads, and for an alarm it reads more than EvaluationPeriods.
OVER_TIME = {"SUM", "MIN", "MAX", "AVG", "DATAPOINT_COUNT", "RUNNING_SUM"}
# A dashboard finds metrics by SEARCH; an alarm may only watch metrics that it names.
SEARCH = {(TEXT, TEXT): ARRAY, (TEXT, TEXT, S): ARRAY}


class Formulas:
    """The formulas of one alarm or one widget, and the ids that they may use."""

    def __init__(self, metrics: set[str], formulas: dict[str, str], dashboard: bool = False):
        self.metrics, self.dashboard, self.nodes = metrics, dashboard, {}
        self.types = {name: function.types for name, function in FUNCTIONS.items()} | ({"SEARCH": SEARCH} if dashboard else {})
        for id, text in formulas.items():
            try:
                self.nodes[id] = Parser(text).all()
            except Fault as fault:
                raise Fault(f"{id}: {fault}") from None

    def type_of(self, id: str) -> str:
        """Raises an error for a formula that CloudWatch refuses."""
        try:
            return self._named(id, ())
        except Fault as fault:
            raise Fault(f"{id}: {fault}") from None

    def _named(self, id: str, inside: tuple[str, ...]) -> str:
        if id in self.metrics:
            return TS
        if id not in self.nodes:
            raise Fault(f"{id} is none of the metrics and formulas; known are {', '.join(sorted(self.metrics | self.nodes.keys()))}")
        if id in inside:
            raise Fault(f"{id} needs itself")
        return self._type(self.nodes[id], (*inside, id))

    def _type(self, node, inside: tuple[str, ...]) -> str:
        if isinstance(node, Literal):
            return node.kind
        if isinstance(node, Name):
            return self._named(node.id, inside)
        name, types = node.function, tuple(self._type(it, inside) for it in node.arguments)
        if name == "[]":
            return self._array(types)
        if name not in self.types:
            capitals = f"; functions are in capitals: {name.upper()}" if name.upper() in self.types else ""
            raise Fault(f"{name} is no known function{capitals}")
        if types not in self.types[name]:
            raise Fault(f"{name} does not take {' and '.join(types) or 'nothing'}")
        self._own_rules(name, types, node.arguments)
        return self.types[name][types]

    def _array(self, types: tuple[str, ...]) -> str:
        for type in types:
            if type not in (TS, ARRAY):
                raise Fault(f"an array takes time series only, not {type}; the greater one of a series and 20 is IF(m > 20, m, 20)")
        return ARRAY

    def _own_rules(self, name: str, types: tuple[str, ...], arguments: tuple):
        if name == "FILL" and types[1] == WORD and arguments[1].value not in ("REPEAT", "LINEAR"):
            raise Fault(f"FILL knows REPEAT and LINEAR, not {arguments[1].value}")
        if name == "PERIOD" and getattr(arguments[0], "id", None) not in self.metrics:
            raise Fault("PERIOD takes a metric, not a formula")
        if name in OVER_TIME and types == (TS,) and not self.dashboard:
            raise Fault(f"{name} of one series depends on how many points CloudWatch happens to read for an alarm; take it of an array")

    def evaluate(self, id: str, data: Data):
        """The value of a formula or a metric; a metric without data is empty."""
        return data.metrics.get(id, {}) if id in self.metrics else self._value(self.nodes[id], data)

    def _value(self, node, data: Data):
        if isinstance(node, Literal):
            return node.value
        if isinstance(node, Name):
            return self.evaluate(node.id, data)
        arguments = [self._value(it, data) for it in node.arguments]
        if node.function == "[]":
            return [series for it in arguments for series in (it if isinstance(it, list) else [it])]
        return FUNCTIONS[node.function].value(data, *arguments)
