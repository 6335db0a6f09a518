/** Words of the page to pay on. */
import buyer from "./buyer";

const words = {
  ...buyer,
  title: "Pay",
  loading: "The payment is being prepared",
  toPay: "To pay",
  toPayAll: "To pay for all of your orders",
  more: (n: number) =>
    n === 1 ? "Another order is paid after this one." : `${n} more orders are paid after this one.`,
  pay: (amount: string) => `Pay ${amount}`,
  later: "Pay later, and go to the order",
  toOrder: "Go to the order",
  goOn: "Go on",
  local:
    "No money moves here. The local program stands in for the payment provider, and its page offers test cards.",
  noForm: "The payment provider’s form did not load. Nothing was charged.",
  notPaid: "The payment did not go through, and nothing was charged. Try again, or use another card.",
  notices: {
    off: {
      title: "You pay the seller directly",
      text: "This shop takes no payments online. The order stands as it is.",
    },
    underWay: {
      title: "A payment is already under way",
      text: "You do not have to pay again. The order’s page shows when the payment has arrived.",
    },
    tooMany: {
      title: "This order takes no more payments online",
      text: "There were too many tries. Please pay the seller directly.",
    },
    notPossible: {
      title: "This amount cannot be paid online",
      text: "Please pay the seller directly. The order stands as it is.",
    },
    noPayment: {
      title: "This order takes no payment now",
      text: "The order’s page says where it is.",
    },
  },
};

export type PayWords = typeof words;
export default words;
