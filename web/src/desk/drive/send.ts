/** The request of each step. The API answers a repeated step with 200, so a repeat is harmless. */
import type { Client } from "~/api/client";
import type { Step } from "./steps";

export async function sendStep(client: Client, step: Step): Promise<void> {
  const { batchId, at: happenedAt } = step;
  switch (step.kind) {
    case "pickup":
      await client.ask("patch", "/api/delivery/batches/{batchId}/pickup", {
        path: { batchId },
        body: { partial: step.partial, happenedAt },
      });
      return;
    case "delivered":
      await client.ask("patch", "/api/delivery/orders/{orderId}/status", {
        path: { orderId: step.orderId },
        body: { status: "DELIVERED", happenedAt, ...(step.notes !== null && { notes: step.notes }) },
      });
      return;
    case "problem":
      await client.ask("post", "/api/delivery/orders/{orderId}/problems", {
        path: { orderId: step.orderId },
        idempotencyKey: step.id,
        body: { kind: step.problem, happenedAt, ...(step.notes !== "" && { notes: step.notes }) },
      });
      return;
    case "sequence":
      await client.ask("patch", "/api/delivery/batches/{batchId}/sequence", {
        path: { batchId },
        body: { sequence: step.orderIds.map((orderId, place) => ({ orderId, sequence: place + 1 })) },
      });
      return;
    case "complete":
      await client.ask("patch", "/api/delivery/batches/{batchId}/complete", {
        path: { batchId },
        body: { happenedAt },
      });
  }
}
