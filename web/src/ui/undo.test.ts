import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Delay } from "./undo";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("an action runs once, after its delay", () => {
  const end = vi.fn();
  const delay = new Delay(5_000, end);
  vi.advanceTimersByTime(4_999);
  expect(end).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(end).toHaveBeenCalledOnce();
  delay.finish();
  delay.run();
  vi.runAllTimers();
  expect(end).toHaveBeenCalledOnce();
});

test("a paused countdown keeps the remaining time", () => {
  const end = vi.fn();
  const delay = new Delay(5_000, end);
  vi.advanceTimersByTime(3_000);
  delay.stop();
  vi.advanceTimersByTime(60_000);
  expect(delay.left).toBe(2_000);
  expect(end).not.toHaveBeenCalled();
  delay.run();
  vi.advanceTimersByTime(2_000);
  expect(end).toHaveBeenCalledOnce();
});

test("a cancelled action does not run, and cannot be cancelled twice", () => {
  const end = vi.fn();
  const delay = new Delay(5_000, end);
  expect(delay.cancel()).toBe(true);
  expect(delay.cancel()).toBe(false);
  vi.runAllTimers();
  expect(end).not.toHaveBeenCalled();
});
