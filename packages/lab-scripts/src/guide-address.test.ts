import { expect, test } from "vitest";
import { guideAddress } from "./guide-address.ts";

// prettier-ignore
test.each([
  ["http://127.0.0.1:44007/",       "http://127.0.0.1:44007/en/"],
  ["http://127.0.0.1:44007/#k=abc", "http://127.0.0.1:44007/en/#k=abc"],
])("the guide at %s speaks English at %s", (page, english) => {
  expect(guideAddress(page)).toEqual({ zh: page, en: english });
});
