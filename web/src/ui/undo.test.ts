import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Delay } from "./undo";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("it does what it waits for, once", () => {
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

test("a stopped clock keeps what is left", () => {
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

test("what is called off does not happen, and cannot be called off twice", () => {
  const end = vi.fn();
  const delay = new Delay(5_000, end);
  expect(delay.cancel()).toBe(true);
  expect(delay.cancel()).toBe(false);
  vi.runAllTimers();
  expect(end).not.toHaveBeenCalled();
});
