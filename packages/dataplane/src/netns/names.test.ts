import { expect, test } from "vitest";
import { hostVethOf, macOf, portOf, word } from "./names.ts";

test.each([
  ["a cloud id is the name", "eni-f1xjkw1b", "eni-f1xjkw1b"],
  ["fifteen characters fit", "eni-12345678901", "eni-12345678901"],
])("%s", (_, id, want) => expect(portOf(id)).toBe(want));

test.each([["eni-123456789012"], ["ENI_x"], ["eni x"], [""]])("%j becomes a name that Linux takes", (id) => {
  expect(portOf(id)).toMatch(/^eni-[0-9a-f]{11}$/);
});

test("the host's end of a Pod's wire: eni and a hash, at most fifteen characters", () => {
  expect(hostVethOf("uid")).toMatch(/^eni[0-9a-f]{11}$/);
});

test("addresses are unicast and locally administered", () => expect(macOf("uid")).toMatch(/^02(:[0-9a-f]{2}){5}$/));

// prettier-ignore
test.each([["a b"], ["a\nb"], ['a"'], ["a;b"], ["a#b"], ["-a"], [""], ["a{b"], ["$a"]])("%j is no word", (text) => {
  expect(() => word(text)).toThrow("cannot be written");
});
