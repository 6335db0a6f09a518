/** Words of a buyer's own orders. */
import buyer from "./buyer";

const words = {
  ...buyer,
  title: "My orders",
  skip: "Skip to your orders",
  of: "Of",
  signOut: "Sign out",
  signInHint: "To show them, we ask for the phone number that you order with.",
  loading: "Looking for your orders",
  current: "Current orders",
  past: "Past orders",
  none: "No orders yet",
  noneHint: "What you order with this number appears here.",
  toShops: "See who sells here",
  where: "Where is it?",
  enterCode: "Enter the code",
  showOrder: (number: string) => `Show order ${number}`,
  receipt: "Receipt",
  older: "Older orders",
  about: (time: string) => `about ${time}`,
  wanted: (time: string) => `for ${time}`,
  today: "Today",
  because: (reason: string) => `“${reason}”`,
  refunding: (amount: string) => `${amount} is on its way back to you.`,
  refunded: (amount: string) => `${amount} went back to you.`,
  refundFailed: (amount: string) => `We could not send ${amount} back to you yet. We will get back to you.`,
  session: "This device",
  sessionHint: "You stay signed in here until you sign out.",
  everywhere: "Sign out everywhere…",
  everywhereTitle: "Sign out on all devices?",
  everywhereHint:
    "Every phone and computer on which this number is signed in has to enter a code again, within half a minute.",
  everywhereNow: "Sign out everywhere",
  stay: "Stay signed in",
  invited: {
    seller: (seller: string) => `${seller} asks you to join its staff`,
    driver: (seller: string) => `${seller} asks you to be a driver`,
    admin: () => "You are asked to be an administrator",
  },
  someone: "A seller",
  invitedHint: (day: string) => `Until ${day}. You keep your own orders.`,
  accept: "Accept",
  decline: "Decline",
  accepted: "You have joined. Your place of work is the desk.",
  toDesk: "Go to the desk",
  declined: "Declined.",
  invitationOver: "This invitation has ended, or was taken back.",
};

export type HistoryWords = typeof words;
export default words;
