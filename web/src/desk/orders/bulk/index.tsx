/** The bar at the foot of the list is loaded when something is selected. */
import { lazy, Suspense } from "react";
import type { BulkBarProps } from "./bar";

const Bar = lazy(() => import("./bar"));

export function BulkBar(props: BulkBarProps) {
  return (
    <Suspense>
      <Bar {...props} />
    </Suspense>
  );
}
