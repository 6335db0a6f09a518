/** The words of an order in the drawer, on paper and in a table. */
export { drawer as w } from "./desk-areas";
