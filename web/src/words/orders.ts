/** The words of the orders list. */
export { orders as w } from "./desk-areas";
