"""Prints some hundred random rules of RFC 5545, of the parts that schedules accept, with the first occurrences by
python-dateutil, an implementation that shares no code with Docket's."""

import datetime as datetime_module
import random
from datetime import datetime, timedelta
from importlib.metadata import version
from itertools import islice
from types import SimpleNamespace

import dateutil.rrule
from dateutil.rrule import rrulestr

# Rules without any occurrence are searched until the calendar ends: an earlier end is enough.
dateutil.rrule.datetime = SimpleNamespace(**vars(datetime_module) | {"MAXYEAR": 2045})

HEAD = """\
# Rules of RFC 5545 with their first occurrences; made by infra/tables.sh with python-dateutil {version}, not by hand.
# Columns, divided by tabs: the rule, its start, and up to six occurrences of the nine years from then on.
"""
RULES = 500
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]


def some(dice: random.Random, values, most: int, shuffled=True) -> str:
    chosen = dice.sample(list(values), dice.randint(1, most))
    if shuffled and dice.random() < 0.2:
        # An occurrence that is listed twice counts once.
        chosen.append(chosen[0])
    return ",".join(map(str, chosen))


def rule(dice: random.Random) -> tuple[str, datetime]:
    freq = dice.choice(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
    start = datetime(2026, 1, 1, dice.randrange(24), dice.randrange(60)) + timedelta(days=dice.randrange(1_500))
    if dice.random() < 0.15:
        # Days that not every month or every year has.
        start = dice.choice([datetime(2028, 2, 29, 8, 30), datetime(2027, 1, 31), datetime(2026, 12, 31, 23, 59)])
    parts = [f"FREQ={freq}"]
    if dice.random() < 0.5:
        parts.append(f"INTERVAL={dice.choice([1, 2, 2, 3, 4, 5, 6, 12])}")
    by = []
    if dice.random() < (0.8 if freq == "YEARLY" else 0.3):
        by.append("BYMONTH=" + some(dice, range(1, 13), 5))
    days_are_free = freq != "YEARLY" or by
    if days_are_free and freq != "WEEKLY" and dice.random() < 0.4:
        by.append("BYMONTHDAY=" + some(dice, [*range(1, 32), *range(-31, 0)], 4))
    if days_are_free and dice.random() < 0.5:
        nths = [f"{nth}{day}" for nth in (1, 2, 3, 4, 5, "+1", -1, -2, -5) for day in DAYS]
        numbered = freq in ("MONTHLY", "YEARLY") and dice.random() < 0.5
        by.append("BYDAY=" + some(dice, nths if numbered else DAYS, 5))
    if dice.random() < 0.4:
        by.append("BYHOUR=" + some(dice, range(24), 3))
    if dice.random() < 0.3:
        by.append(f"BYMINUTE={dice.randrange(60)}")
    wkst = dice.choice(DAYS)
    if dice.random() < 0.5:
        parts.append(f"WKST={wkst}")
    else:
        wkst = "MO"
    if by and dice.random() < 0.4:
        by.append("BYSETPOS=" + some(dice, [1, 2, 3, 5, -1, -1, -2, -4], 2))
        if freq == "WEEKLY":
            # dateutil counts the first week from the start on, not as a whole week, so the start moves to the week's first day.
            start -= timedelta(days=(start.weekday() - DAYS.index(wkst)) % 7)
    end = dice.random()
    if end < 0.2:
        parts.append(f"COUNT={dice.randint(1, 8)}")
    elif end < 0.4:
        until = start + timedelta(days=dice.randrange(900), hours=dice.choice([0, 0, 1]))
        parts.append(f"UNTIL={until:%Y%m%dT%H%M00Z}")
    parts += by
    first, *others = parts
    dice.shuffle(others)
    return ";".join([first, *others]), start


def main():
    dice = random.Random(5545)
    print(HEAD.format(version=version("python-dateutil")), end="")
    for _ in range(RULES):
        text, start = rule(dice)
        # Without a zone on both sides: in UTC.
        every = rrulestr(text.replace("00Z", "00") if "UNTIL" in text else text, dtstart=start)
        horizon = start + timedelta(days=9 * 365)
        found = [f"{at:%Y-%m-%dT%H:%M}" for at in islice(every, 6) if at <= horizon]
        print(text, f"{start:%Y-%m-%dT%H:%M}", ",".join(found) or "-", sep="\t")


main()
