import { expect, test } from "vitest";
import { extraOf, minuteChoices, usualOf } from "./minutes";

test("the usual minutes are among eight choices, in place of the nearest", () => {
  expect(minuteChoices(25)).toEqual([10, 15, 20, 25, 30, 40, 50, 60]);
  expect(minuteChoices(35)).toEqual([10, 15, 20, 25, 35, 40, 50, 60]);
  expect(minuteChoices(5)).toEqual([5, 15, 20, 25, 30, 40, 50, 60]);
});

test("a seller that says nothing has all choices, one that takes longer than an hour none", () => {
  expect(minuteChoices(null)).toHaveLength(8);
  expect(minuteChoices(90)).toEqual([]);
});

test("the extra minutes of a busy seller count until their end", () => {
  const now = Date.parse("2026-11-28T12:00:00Z");
  expect(extraOf({ extraPrepMinutes: 15, extraPrepUntil: "2026-11-28T12:30:00.000Z" }, now)).toBe(15);
  expect(extraOf({ extraPrepMinutes: 15, extraPrepUntil: "2026-11-28T12:00:00.000Z" }, now)).toBe(0);
  expect(extraOf({ extraPrepMinutes: null, extraPrepUntil: null }, now)).toBe(0);
  expect(usualOf({ prepTimeMinutes: 20 })).toBe(20);
  expect(usualOf(undefined)).toBeNull();
});
