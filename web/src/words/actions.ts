/** The words of everything that changes an order. */
export { actions as w } from "./desk-areas";
