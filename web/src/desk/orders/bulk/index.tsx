/** The bar at the foot of the list, loaded with the first selection. */
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
