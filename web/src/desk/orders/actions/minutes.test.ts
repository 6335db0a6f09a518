import { expect, test } from "vitest";
import { minuteChoices, usualOf } from "./minutes";

test("the usual minutes are among eight choices, in place of the nearest", () => {
  expect(minuteChoices(25)).toEqual([10, 15, 20, 25, 30, 40, 50, 60]);
  expect(minuteChoices(35)).toEqual([10, 15, 20, 25, 35, 40, 50, 60]);
  expect(minuteChoices(5)).toEqual([5, 15, 20, 25, 30, 40, 50, 60]);
});

test("a seller that says nothing has all choices, one that takes longer than an hour none", () => {
  expect(minuteChoices(null)).toHaveLength(8);
  expect(minuteChoices(90)).toEqual([]);
});

test("what a busy seller adds is part of what is usual", () => {
  expect(usualOf({ prepTimeMinutes: 20, extraPrepMinutes: 15 })).toBe(35);
  expect(usualOf({ prepTimeMinutes: null, extraPrepMinutes: 15 })).toBeNull();
  expect(usualOf(undefined)).toBeNull();
});
