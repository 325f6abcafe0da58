import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rule } from "../test/arbitraries.ts";
import { parseRule, printRule, RuleError } from "./index.ts";

// prettier-ignore
test.each([
  // what it shows                      as typed                                          as printed
  ["the plain form",                    "accept tcp 10.0.35.23/32 80",                    "accept tcp 10.0.35.23/32 80"],
  ["a bare address",                    "accept tcp 10.0.35.23 80",                       "accept tcp 10.0.35.23/32 80"],
  ["host bits",                         "drop udp 10.0.35.23/24 53",                      "drop udp 10.0.35.0/24 53"],
  ["a port list",                       "accept tcp 10.0.0.0/8 80,90",                    "accept tcp 10.0.0.0/8 80,90"],
  ["a range",                           "accept tcp 10.0.0.0/8 8000-8010",                "accept tcp 10.0.0.0/8 8000-8010"],
  ["a range of one",                    "accept tcp 10.0.0.0/8 80-80",                    "accept tcp 10.0.0.0/8 80"],
  ["every port",                        "accept tcp 10.0.0.0/8 ALL",                      "accept tcp 10.0.0.0/8 all"],
  ["every protocol",                    "accept all 0.0.0.0/0 all",                       "accept all 0.0.0.0/0 all"],
  ["ports left out where none exist",   "accept icmp 10.0.0.0/8",                         "accept icmp 10.0.0.0/8 all"],
  ["GRE",                               "drop GRE 10.0.0.0/8 all",                        "drop gre 10.0.0.0/8 all"],
  ["IPv6",                              "accept icmpv6 FD00:0::/64",                      "accept icmpv6 fd00::/64 all"],
  ["a group as peer",                   "accept tcp sg-ohuuioma 80",                      "accept tcp sg-ohuuioma 80"],
  ["an address template",               "accept tcp ipmg-p5sf61yj 80",                    "accept tcp ipmg-p5sf61yj 80"],
  ["a service template",                "accept ppm-8g7k5qfq 10.0.0.0/8",                 "accept ppm-8g7k5qfq 10.0.0.0/8"],
  ["a remark",                          "accept tcp 10.0.0.0/8 80   #  Pod A to # Pod B",   "accept tcp 10.0.0.0/8 80 # Pod A to # Pod B"],
  ["full-width typing",                 "accept tcp 10.0.0.0/8 80\uff0c90 \uff03 \u653e\u884c",    "accept tcp 10.0.0.0/8 80,90 # \u653e\u884c"],
  ["the cloud's form",                  "ACCEPT#10.0.35.23/32#80#TCP",                    "accept tcp 10.0.35.23/32 80"],
  ["the cloud's form, everything",      "DROP#0.0.0.0/0#ALL#ALL",                         "drop all 0.0.0.0/0 all"],
  ["the cloud's form, a group",         "ACCEPT#sg-7ixn3foj#80-90#TCP",                   "accept tcp sg-7ixn3foj 80-90"],
  ["the cloud's form, a template",      "ACCEPT#10.0.0.0/8##ppm-8g7k5qfq",                "accept ppm-8g7k5qfq 10.0.0.0/8"],
  ["the zero prefix is kept as typed",  "accept tcp 0.0.0.0/8 80",                        "accept tcp 0.0.0.0/8 80"],
])("read: %s", (_, text, want) => expect(printRule(parseRule(text))).toBe(want));

// prettier-ignore
test.each([
  // what is wrong                      as typed                                 code                    the word pointed at
  ["nothing",                           "  ",                                    "empty",                ""],
  ["only a remark",                     "# Pod A",                               "empty",                ""],
  ["a direction in front",              "ingress accept tcp 10.0.0.0/8 80",      "action-unknown",       "ingress"],
  ["another word for drop",             "deny tcp 10.0.0.0/8 80",                "action-unknown",       "deny"],
  ["only an action",                    "accept",                                "service-missing",      ""],
  ["a protocol unknown",                "accept sctp 10.0.0.0/8 80",             "service-unknown",      "sctp"],
  ["no peer",                           "accept tcp",                            "peer-missing",         ""],
  ["the port in the peer's place",      "accept tcp 80 10.0.0.0/8",              "peer-unknown",         "80"],
  ["a prefix too long",                 "accept tcp 10.0.0.0/33 80",             "peer-unknown",         "10.0.0.0/33"],
  ["no ports",                          "accept tcp 10.0.0.0/8",                 "ports-missing",        ""],
  ["a port with letters",               "accept tcp 10.0.0.0/8 http",            "port-malformed",       "http"],
  ["an empty list element",             "accept tcp 10.0.0.0/8 80,",             "port-malformed",       ""],
  ["port 70000 in a list",              "accept tcp 10.0.0.0/8 80,70000",        "port-out-of-range",    "70000"],
  ["a reversed range",                  "accept tcp 10.0.0.0/8 90-80",           "port-range-reversed",  "90-80"],
  ["ports for every protocol",          "accept all 10.0.0.0/8 80",              "ports-not-taken",      "80"],
  ["ICMP for IPv6",                     "accept icmp fd00::/64",                 "family-mismatch",      "fd00::/64"],
  ["ICMPv6 for IPv4",                   "accept icmpv6 10.0.0.0/8",              "family-mismatch",      "10.0.0.0/8"],
  ["a space in the port list",          "accept tcp 10.0.0.0/8 80, 90",          "port-malformed",       ""],
  ["one field too many",                "accept tcp 10.0.0.0/8 80 podB",         "text-left-over",       "podB"],
  ["ports beside a service template",   "accept ppm-8g7k5qfq 10.0.0.0/8 80",     "text-left-over",       "80"],
  ["the cloud's form, port and template","ACCEPT#10.0.0.0/8#80#ppm-8g7k5qfq",     "text-left-over",       "80"],
  ["the cloud's form, no port",         "ACCEPT#10.0.35.23/32##TCP",             "ports-missing",        ""],
  ["the cloud's form, a field too many","ACCEPT#10.0.35.23/32#80#TCP#x",         "text-left-over",       "x"],
])("refuse: %s", (_, text, code, word) => {
  const error = refusal(text);
  expect(error.code).toBe(code);
  expect(text.slice(error.span.start, error.span.end)).toBe(word);
  expect(error.message).toBe(error.text.en);
  expect(error.text.zh).toMatch(/[\u4e00-\u9fff]/);
});

describe("laws", { timeout: 30_000 }, () => {
  test("reading what was printed gives the same rule", () => {
    fc.assert(
      fc.property(rule, (value) => {
        expect(parseRule(printRule(value))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  test("any text is read or refused with a place inside it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), rule.map(printRule).chain(damaged)), (text) => {
        try {
          expect(parseRule(printRule(parseRule(text)))).toEqual(parseRule(text));
        } catch (error) {
          if (!(error instanceof RuleError)) throw error;
          expect(error.span.start).toBeGreaterThanOrEqual(0);
          expect(error.span.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** A text with one character taken out or put in. */
function damaged(text: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(text.length), fc.constantFrom("", "#", " ", "/", ",", "-", "é", "9"))
    .map(([at, insert]) => text.slice(0, at) + insert + text.slice(insert === "" ? at + 1 : at));
}

function refusal(text: string): RuleError {
  try {
    parseRule(text);
  } catch (error) {
    if (error instanceof RuleError) return error;
    throw error;
  }
  throw new Error(`was read without complaint: ${text}`);
}
