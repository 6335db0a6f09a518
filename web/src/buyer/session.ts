/** The session of the buyers' pages. Signing out, in any tab, deletes the stored cart and details. */
import { Session } from "~/api/session";

export const session = new Session("shop");

session.listen((signedIn) => {
  if (!signedIn) void import("./cart/kept").then(({ forget }) => forget());
});
