/** The one cart of this browser. */
import { type Cart, EMPTY } from "./cart";
import { Kept } from "./kept";
import { useKept } from "./use-kept";

export const cart = new Kept<Cart>("cart", EMPTY);

export const useCart = () => useKept(cart);
