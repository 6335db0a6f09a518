/**
 * The news of the order that the address names. It is asked for as soon as this is loaded, while the words of the page
 * still are: on a slow network that is a way there and back earlier.
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
// Whoever ordered here has a cookie: with it, the first question is asked as them.
session.renew().then(begin, begin);

/** What is known so far, and from now on what is learnt. */
export function onNews(listener: (news: News) => void): void {
  report = listener;
  listener(news);
}

/** Asks at once. */
export const again = () => following?.again();
