import { expect, test } from "vitest";
import { BEAT, wasAsleep } from "./asleep";

const NOON = Date.parse("2026-11-27T17:00:00Z");

test("a beat that is late by less than two minutes is that of a page that is slowed down", () => {
  for (const late of [BEAT, 60_000, 119_000]) expect(wasAsleep(NOON, NOON + late)).toBe(false);
});

test("after more than two minutes without a beat it was asleep", () => {
  expect(wasAsleep(NOON, NOON + 121_000)).toBe(true);
  expect(wasAsleep(NOON, NOON + 9 * 3_600_000)).toBe(true);
});

test("a clock that is set back is no sleep", () => {
  expect(wasAsleep(NOON, NOON - 3_600_000)).toBe(false);
});
