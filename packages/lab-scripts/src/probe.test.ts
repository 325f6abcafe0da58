import { expect, test } from "vitest";
import type { RuleCounter } from "@podpath/access-path";
import { difference, probeCommand, readOutcome } from "./probe.ts";

const exited = (status: number, stdout = "", stderr = "") => ({
  result: { kind: "exited", status } as const,
  stdout,
  stderr,
});

// prettier-ignore
test.each([
  ["an answer",                       exited(0, "<h1>hi</h1>\n200"),              { kind: "connected", httpStatus: 200, body: "<h1>hi</h1>" }],
  ["an answer of an error page",      exited(0, "\n404"),                         { kind: "connected", httpStatus: 404, body: "" }],
  ["nobody listens",                  exited(7, "\n000", "curl: (7) whatever"),   { kind: "refused" }],
  ["silence",                         exited(28, "\n000", "curl: (28) any words"),{ kind: "timed-out", afterMs: 3001 }],
  ["a name that doesn't resolve",     exited(6, "", "curl: (6) no such host"),    { kind: "failed", exitCode: 6, message: "curl: (6) no such host" }],
  ["no curl in the image",            { result: { kind: "failed", reason: "x", message: "not found" } as const, stdout: "", stderr: "" },
                                                                                  { kind: "failed", exitCode: null, message: "not found" }],
])("%s is told by the exit status alone", (_, captured, want) => {
  expect(readOutcome(captured, 3001)).toEqual(want);
});

test("counters are compared rule by rule, and only those that moved are told of", () => {
  const at = (rule: number | null, packets: number): RuleCounter => ({
    eniId: "eni-b",
    groupId: "sg-b",
    direction: "ingress",
    rule,
    packets,
  });
  expect(difference([at(0, 3), at(1, 5)], [at(0, 3), at(1, 6), at(null, 2)])).toEqual([at(1, 1), at(null, 2)]);
  expect(difference([at(0, 9)], [at(0, 2)])).toEqual([at(0, 2)]);
});

test("the probe is plain curl: a time-out of its own, nothing hidden", () => {
  expect(probeCommand("http://10.0.35.150:80/", 3).slice(0, 4)).toEqual(["curl", "-sS", "--connect-timeout", "3"]);
});
