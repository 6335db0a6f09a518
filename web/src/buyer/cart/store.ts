/** The one cart of this browser. */
import { type Cart, EMPTY } from "./cart";
import { Kept, useKept } from "./kept";

export const cart = new Kept<Cart>("cart", EMPTY);

export const useCart = () => useKept(cart);
