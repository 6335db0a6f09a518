import { expect, test } from "vitest";
import { nextOf } from "./csv-pages";

test("the Link header contains the cursor of the next page", () => {
  expect(nextOf('<?sellerId=s&limit=2&cursor=ab%2Bc>; rel="next"')).toBe("ab+c");
  expect(nextOf(null)).toBeUndefined();
});
