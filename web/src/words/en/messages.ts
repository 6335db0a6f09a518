import type { components } from "~/api/schema";

type Group = keyof components["schemas"]["NoticeGroups"];
type Channel = components["schemas"]["NoticeChannel"];

const words = {
  title: "Messages you get",
  lead: "Choose which messages you get, and how. Codes to sign in or to confirm an order are always sent.",
  save: "Save messages",
  missing: "Fill this in.",
  channel: { sms: "SMS", email: "E-mail", push: "Push" } satisfies Record<Channel, string>,
  reach: {
    title: "How we can reach you",
    yes: {
      sms: "To your confirmed phone number",
      email: "To your confirmed e-mail address",
      push: "To the browsers where you allowed it",
    } satisfies Record<Channel, string>,
    no: {
      sms: "No confirmed phone number",
      email: "No confirmed e-mail address",
      push: "Not allowed in any browser",
    } satisfies Record<Channel, string>,
  },
  sections: { work: "Your work", orders: "Your own orders" },
  groups: {
    order_received: { name: "Order received", text: "The seller has your order." },
    order_accepted: { name: "Order accepted", text: "The seller has accepted your order." },
    order_ready: { name: "Ready", text: "Your order is ready." },
    order_on_the_way: { name: "On the way", text: "A driver or a carrier has your order." },
    order_done: { name: "Completed", text: "Your order was delivered or picked up." },
    order_stopped: { name: "Cancelled or rejected", text: "Your order will not come." },
    order_changed: { name: "Order changed", text: "Your order or its promised time has changed." },
    payment: { name: "Payment received", text: "Your payment has arrived." },
    refund: { name: "Refund", text: "You get money back." },
    problem_with_money: { name: "Payment problem", text: "A payment or a refund did not work." },
    new_order: { name: "New order", text: "Somebody has ordered." },
    order_cancelled: { name: "Order cancelled", text: "An order was cancelled." },
    accept_late: { name: "Order not accepted", text: "A new order has waited too long to be accepted." },
    target_missed: { name: "Order late", text: "An order takes longer than its target." },
    stock_low: { name: "Low stock", text: "Little is left of a product." },
    money_problem: { name: "Payment problem", text: "A payment or a refund needs somebody’s attention." },
    batch: { name: "Batch", text: "You have a new batch, or your batch has changed." },
  } satisfies Record<Group, { name: string; text: string }>,
  usual: "Default",
  toUsual: "Use the default",
  toUsualOf: (group: string) => `Use the default: ${group}`,
  nothing: "No messages",
  when: "Language and quiet hours",
  language: "Language of messages",
  languageHint: "Messages about an order are otherwise in the language that it was placed in.",
  asOrders: "As my orders",
  quiet: "Quiet hours",
  quietText: "Messages are held, and sent when the quiet hours end.",
  from: "From",
  to: "Until",
  nextDay: "On the next day.",
  timezone: "Time zone",
  ofSeller: "The seller’s time zone",
  ofDevice: (zone: string) => `${zone} (this device)`,
  always: "“Ready” and “On the way” always come at once.",
};

export type MessagesWords = typeof words;
export default words;
