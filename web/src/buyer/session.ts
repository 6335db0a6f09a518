/** Who is signed in on the buyer's pages. Whoever signs out, in any tab, leaves nothing of an order behind. */
import { Session } from "~/api/session";

export const session = new Session("shop");

session.listen((signedIn) => {
  if (!signedIn) void import("./cart/kept").then(({ forget }) => forget());
});
