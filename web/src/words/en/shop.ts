/** Words of the shop and of the cart. */
import buyer from "./buyer";

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

const words = {
  shops: "To the shops",
  ...buyer,
  skip: "Skip to the menu",
  close: "Close",

  sellersTitle: "Where do you want to order?",
  sellersLine: "Each has its own menu. One checkout is enough for all of them.",
  noSellers: "No seller yet",
  noSellersHint: "As soon as somebody sells here, you will find them on this page.",
  sellersFailed: "The sellers could not be read",
  shopFailed: "The menu could not be read",
  gone: "There is no such shop",
  goneHint: "The address may be mistyped, or the seller has left.",
  allSellers: "All sellers",
  nothing: "Nothing on the menu yet",
  nothingHint: (seller: string) => `${seller} has not put anything up for sale. Please look again later.`,

  title: (seller: string) => `${seller}: order here`,
  openUntil: (time: string) => `Open until ${time}`,
  open: "Open around the clock",
  opens: (time: string) => `Closed, opens ${time}`,
  closed: "Closed",
  yourTime: (time: string, zone: string) => `${time} in ${zone}`,
  from: (amount: string) => `From ${amount}`,
  how: "How you get it",
  minutes: (from: number, to: number) => `${from}–${to} min`,
  busy: "Busy right now:",
  busyFor: (minutes: number) => `orders take about ${minutes} minutes longer.`,
  paused: "No orders right now:",
  pausedUntil: (seller: string, time: string) => `${seller} takes orders again at ${time}.`,
  categories: "Categories",
  more: "More",
  menu: "Menu",

  add: "Add",
  addOne: (name: string) => `Add ${name}`,
  oneMore: (name: string) => `One more ${name}`,
  oneLess: (name: string) => `One ${name} less`,
  left: (n: number) => `${n} left`,
  noMore: (n: number) => (n === 1 ? "That is the last one." : `Those are all ${n}.`),
  soldOut: "Sold out",
  backAt: (time: string) => `Back at ${time}`,
  backOn: (day: string) => `Back on ${day}`,
  extras: "Add something",
  addFor: (amount: string) => `Add for ${amount}`,
  changeFor: (amount: string) => `Change to ${amount}`,
  takeOut: "Take it out",

  order: "Your order",
  empty: "Nothing in it yet. Add what you like.",
  change: "Change",
  changeLine: (name: string) => `Change ${name}`,
  added: (name: string, items: number) => `${name} added. ${count(items, "item", "items")} in your order.`,
  removed: (name: string) => `${name} taken out.`,
  elsewhere: "Also in your cart",
  toCheckout: "To checkout",
  noAccount: "No account. Your phone confirms the order.",
  belowMinimum: (missing: string, minimum: string) => `${missing} more to the minimum of ${minimum}.`,
  quoting: "The total is being worked out.",
  notQuoted: "The total could not be worked out.",

  priceNow: (now: string, was: string) => `The price is now ${now}, it was ${was}.`,
  onlyLeft: (n: number) => (n === 0 ? "Sold out by now." : `Only ${n} left.`),
  noLonger: "No longer on the menu.",
  extraGone: (name: string) => `${name} is no longer offered.`,
  takePrice: "All right",
  take: (n: number) => `Take ${n}`,
  without: "Without it",
};

export type ShopWords = typeof words;
export default words;
