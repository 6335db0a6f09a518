/** Words of the checkout. */

const words = {
  title: "Checkout",
  skip: "Skip to checkout",
  empty: "Your cart is empty",
  emptyHint: "Choose something first; it stays here until you order it.",
  toShops: "To the shops",
  failed: "The checkout could not be read",

  how: "How do you get it?",
  howAt: (seller: string) => `${seller}: how do you get it?`,
  noMethod: "This seller takes no orders here at the moment.",
  about: (from: string, to: string) => `about ${from} to ${to}`,
  aboutAt: (time: string) => `about ${time}`,
  sent: "sent to your address",
  when: "When",
  soon: "As soon as possible",
  later: "At another time",
  day: "Day",
  time: "Time",
  today: "Today",
  tomorrow: "Tomorrow",
  noTimes: "There are no times to choose from in the next two weeks.",
  zoneTimes: (zone: string) => `Times in ${zone}.`,
  zone: "Zone",
  chooseZone: "Choose your zone",

  where: "Where to?",
  line1: "Street and number",
  line2: "Apartment, floor, door code",
  ifAny: "(if there is one)",
  city: "City",
  state: "State",
  region: "State or province",
  zip: "ZIP code",
  postalCode: "Postal code",
  country: "Country",

  who: "Who are you?",
  name: "Name",
  phone: "Phone",
  calling: "Country code",
  phoneHint: "A code goes to this phone, nothing else. No account, no password.",
  signedIn: (phone: string) => `You are signed in as ${phone}: no code is needed for this phone.`,
  note: "Note for the seller",
  noteTo: (seller: string) => `Note for ${seller}`,
  optional: "(optional)",

  voucher: "Voucher",
  addVoucher: "Add a voucher",
  apply: "Apply",
  takeOff: (code: string) => `Take off voucher ${code}`,
  voucherWrong: "A voucher has 1 to 32 letters, digits, hyphens or underscores.",
  voucherTwice: "This one is there already.",
  voucherMost: "An order takes five vouchers at most.",

  order: "Your order",
  orders: "Your orders",
  change: "Change",
  changeOrder: (seller: string) => `Change the order from ${seller}`,
  totalOf: (currency: string) => `Total in ${currency}`,
  all: "Total of all",

  place: (amount: string) => `Place the order, ${amount}`,
  placeNow: "Place the order",
  placing: "Placing the order…",
  next: "Then you enter the code from your phone.",
  nextDone: "You are signed in: the order is placed at once.",
  pay: "You pay afterwards.",
  waits: (time: string) => `An order of yours waits for its code until ${time}.`,
  enterCode: "Enter the code",

  missing: "Please fill this in.",
  missingZone: "Please choose your zone.",
  missingTime: "Please choose a time.",
  wrong: (said: string) => `${said.charAt(0).toUpperCase()}${said.slice(1)}${/[.!?]$/.test(said) ? "" : "."}`,
  phoneShort: (missing: number) =>
    `${missing === 1 ? "One digit is" : `${missing} digits are`} missing. US numbers have ten.`,
  phoneLong: "That is too long. US numbers have ten digits.",
  phoneWrong: "This is no phone number that can get a message. Please check its digits.",
  check: "Some answers need another look.",

  shortTitle: "Not all of it is there any more",
  shortLine: (name: string, wanted: number, available: number) =>
    available === 0
      ? `${name}: sold out, you wanted ${wanted}.`
      : `${name}: ${available} left, you wanted ${wanted}.`,
  takeThat: "Take what there is",
  minimum: (seller: string, missing: string) =>
    `${seller} takes orders from a larger amount: ${missing} are missing.`,
  paused: (seller: string, time: string) => `${seller} takes no orders at the moment, again at ${time}.`,
  pausedNow: (seller: string) => `${seller} takes no orders at the moment.`,
  tooMany: (clock: string) => `Too many tries. Please wait ${clock}.`,
  noAnswer: "No answer came. Press the button again: an order that has gone through is not placed twice.",
  failedPlace: "The order could not be placed.",
  elsewhere: "This order is no longer waiting",
  elsewhereHint: "It was confirmed or given up in another tab.",
};

export type CheckoutWords = typeof words;
export default words;
