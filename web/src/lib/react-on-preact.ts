/**
 * What the tracking page takes of React, from Preact's core alone: without `preact/compat` it stays within its 15 KB.
 * Fields have `onInput` there, and selects a `value`: what compat would translate.
 */
import { type ComponentChild, render } from "preact";

export { useCallback, useEffect, useId, useMemo, useRef, useState } from "preact/hooks";

export const createRoot = (place: Element) => ({
  render: (page: unknown) => render(page as ComponentChild, place),
});
