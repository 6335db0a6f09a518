import { w } from "~/words/templates";
import type { Template } from "./queries";

/** What it is called, else whom it is for. */
export const nameOf = ({ name, customer }: Template): string => name ?? w.unnamed(customer.name);
