import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findPersonal, scrub, scrubText } from "./scrub.ts";

// prettier-ignore
test.each([
  ["a group's id",            "sg-50ijhtyn denied",                                  "<id> denied"],
  ["a machine's name",        "np-14024r66-nv8bk",                                   "<id>"],
  ["an address",              "from 10.0.35.23 to 8.8.8.8",                          "from <address> to <address>"],
  ["an IPv6 address",         "fe80::d6:29ff:fe4c:1 and fd00:1:2:3:4:5:6:7",         "<address> and <address>"],
  ["a hardware address",      "52:54:00:aa:bb:cc",                                   "<mac>"],
  ["an account's number",     "uin/100088682012",                                    "uin/<number>"],
  ["a resource's name",       "qcs::cam::uin/1234567890:uin/1",                      "<resource>"],
  ["a request's id",          "6f5fa3e4-2af1-44e3-8df1-cb5135cdc897",                "<uuid>"],
  ["a secret's id",           "AKIDnyeivvczt5si1w672",                               "<secret-id>"],
  ["a mail address",          "ann@example.org",                                     "<mail>"],
  ["blocks for documentation stay", "192.0.2.77/24 2001:db8::/64 0.0.0.0/0",         "192.0.2.77/24 2001:db8::/64 0.0.0.0/0"],
  ["a time of day stays",     "I1127 07:06:51.783000",                               "I1127 07:06:51.783000"],
  ["a component's name stays", "tke-eni-ipamd",                                      "tke-eni-ipamd"],
  ["a code stays",            "UnsupportedOperation.VersionMismatch",                "UnsupportedOperation.VersionMismatch"],
])("%s", (_, text, want) => expect(scrubText(text)).toBe(want));

test("what has a name of its own gets it, the longest first", () => {
  const known = new Map([
    ["10.0.35.2", "<node-a>"],
    ["10.0.35.23", "<pod-a>"],
  ]);
  expect(scrub({ line: "10.0.35.23 via 10.0.35.2", list: ["10.0.35.2"] }, known)).toEqual({
    line: "<pod-a> via <node-a>",
    list: ["<node-a>"],
  });
});

const id = fc
  .tuple(fc.constantFrom("sg", "eni", "ins", "vpc", "subnet", "cls", "np", "skey"), fc.stringMatching(/^[0-9a-z]{8}$/))
  .map(([kind, rest]) => `${kind}-${rest}`);
const secret = fc.oneof(id, fc.ipV4(), fc.ipV6(), fc.uuid(), fc.integer({ min: 10_000_000 }).map(String));

test("nothing of the kind gets through, wherever it stands", () => {
  fc.assert(
    fc.property(fc.array(secret, { minLength: 1, maxLength: 5 }), (secrets) => {
      const text = secrets.map((one) => `"${one}" [${one}] (${one}),`).join(" ");
      const out = scrubText(text);
      expect(findPersonal(out)).toEqual([]);
      for (const one of secrets.filter((given) => !isForDocumentation(given))) expect(out).not.toContain(one);
    }),
    { numRuns: 2_000 },
  );
});

function isForDocumentation(text: string): boolean {
  return /^(192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|0\.0\.0\.0|2001:0?db8:)/i.test(text);
}
