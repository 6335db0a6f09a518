const words = {
  none: "No messages about this order yet.",
  unread: "The messages could not be loaded.",
  failedCount: (count: number) =>
    count === 1 ? "1 message reached nobody." : `${count} messages reached nobody.`,
  to: { buyer: "Customer", seller: "Staff", driver: "Driver", admin: "Administrator", system: "System" },
  other: "A message",
  heldUntil: (time: string) => `Held until ${time}`,
  state: {
    sending: "Being sent",
    held: "Held",
    sent: "Sent",
    not_sent: "Not sent",
    superseded: "Replaced by a newer one",
    bounced: "Not delivered",
    complained: "Reported as spam",
  },
};

export type OrderMessagesWords = typeof words;
export default words;
