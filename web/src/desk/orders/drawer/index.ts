export { OrderDrawer } from "./drawer";
