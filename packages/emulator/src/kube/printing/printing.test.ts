import { describe, expect, test } from "vitest";
import type { ContainerStatus, PodObject, PodStatus } from "../types.ts";
import { ageOf, humanDuration } from "./age.ts";
import { podStatusWord } from "./pod-status.ts";
import { selectorText } from "./selector.ts";

const [SECOND, MINUTE, HOUR, DAY] = [1000, 60_000, 3_600_000, 86_400_000];

// prettier-ignore
test.each([
  [0,                          "0s"],
  [-500,                       "0s"],
  [-5 * SECOND,                "<invalid>"],
  [119 * SECOND,               "119s"],
  [120 * SECOND,               "2m"],
  [5 * MINUTE + 30 * SECOND,   "5m30s"],
  [10 * MINUTE + 30 * SECOND,  "10m"],
  [179 * MINUTE,               "179m"],
  [3 * HOUR + 20 * MINUTE,     "3h20m"],
  [8 * HOUR + 20 * MINUTE,     "8h"],
  [47 * HOUR,                  "47h"],
  [2 * DAY + 3 * HOUR,         "2d3h"],
  [8 * DAY + 3 * HOUR,         "8d"],
  [800 * DAY,                  "2y70d"],
  [3000 * DAY,                 "8y"],
])("%i ms is %s", (ms, want) => {
  expect(humanDuration(ms)).toBe(want);
});

test("an absent time has no age", () => {
  expect(ageOf(null, 0)).toBe("<unknown>");
});

describe("a Pod's STATUS", () => {
  const running: Partial<ContainerStatus> = { ready: true, state: { running: { startedAt: "" } } };
  const word = (
    status: Omit<PodStatus, "containerStatuses">,
    containers: readonly Partial<ContainerStatus>[],
    deleted = false,
  ): string => {
    const metadata = { name: "p", ...(deleted ? { deletionTimestamp: "x" } : {}) };
    return podStatusWord({
      metadata,
      spec: { containers: [] },
      status: { ...status, containerStatuses: containers },
    } as unknown as PodObject);
  };
  // prettier-ignore
  test.each([
    ["its phase",                             { phase: "Pending" },                      [],                                                                    "Pending"],
    ["running",                               { phase: "Running" },                      [running],                                                             "Running"],
    ["why a container waits",                 { phase: "Pending" },                      [{ state: { waiting: { reason: "ErrImagePull" } } }],                  "ErrImagePull"],
    ["the first container's word wins",       { phase: "Pending" },                      [{ state: { waiting: { reason: "A" } } }, { state: { waiting: { reason: "B" } } }], "A"],
    ["how it ended",                          { phase: "Failed" },                       [{ state: { terminated: { exitCode: 1, reason: "Error" } } }],         "Error"],
    ["an end without a reason",               { phase: "Failed" },                       [{ state: { terminated: { exitCode: 3 } } }],                          "ExitCode:3"],
    ["one done, one running, not ready",      { phase: "Running" },                      [{ state: { terminated: { exitCode: 0, reason: "Completed" } } }, running], "NotReady"],
    ["evicted",                               { phase: "Failed", reason: "Evicted" },    [],                                                                    "Evicted"],
  ] as const)("%s", (_, status, containers, want) => {
    expect(word(status, containers as readonly Partial<ContainerStatus>[])).toBe(want);
  });

  test("going", () => {
    expect(word({ phase: "Running" }, [running], true)).toBe("Terminating");
  });
});

test("a selector as text", () => {
  const matchExpressions = [
    { key: "tier", operator: "In", values: ["b", "a"] },
    { key: "old", operator: "DoesNotExist" },
  ] as const;
  expect(selectorText({ matchLabels: { app: "x" }, matchExpressions })).toBe("!old,app=x,tier in (a,b)");
  expect(selectorText({})).toBe("<none>");
});
