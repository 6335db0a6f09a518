/** The payment provider's codes as words. No React. */
import { w } from "~/words/drawer";

export const causeText = (code: string): string => w.payment.causes[code] ?? w.payment.causeOther(code);
