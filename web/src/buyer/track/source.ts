/**
 * The tracked order of the address. It is requested as soon as this module is loaded, while the texts of the page are
 * still loading, which saves a round trip.
 */
import { session } from "../session";
import { type Following, follow, type News, NO_NEWS, reader } from "./follow";
import { orderId } from "./order-id";

let news = NO_NEWS;
let report: (news: News) => void = () => {};
let following: Following | undefined;

const begin = () => {
  following = follow(reader(session, orderId), (next) => {
    news = next;
    report(next);
  });
};
// A buyer who ordered in this browser has a cookie, so the first request is made with that session.
session.renew().then(begin, begin);

/** Calls the listener with the state that is known so far, and with each later one. */
export function onNews(listener: (news: News) => void): void {
  report = listener;
  listener(news);
}

/** Polls at once. */
export const again = () => following?.again();
