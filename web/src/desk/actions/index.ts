/** Actions that change orders, for components that show orders. */
export { ActionMenu } from "./action-menu";
export { ActionsHost } from "./host";
export { extraOf, minuteChoices, usualOf } from "./minutes";
export { actionsOf, phaseOf, primaryAction } from "./offer";
export { type Pending, pending, undo } from "./pending";
export type { OrderAction } from "./types";
export { useAct } from "./use-act";
