import { w } from "~/words/templates";
import type { Template } from "./queries";

/** The template's name, else its customer's. */
export const nameOf = ({ name, customer }: Template): string => name ?? w.unnamed(customer.name);
