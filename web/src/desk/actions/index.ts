/** Everything that changes an order, for what shows orders. */
export { ActionMenu } from "./action-menu";
export { ActionsHost } from "./host";
export { actionsOf, primaryAction } from "./offer";
export type { OrderAction } from "./types";
export { useAct } from "./use-act";
