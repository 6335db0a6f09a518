/** The words of the desk's frame and of signing in. */
export { desk as w } from "./desk-areas";
