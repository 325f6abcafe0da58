import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pods } from "../resources/pods.ts";
import type { KubeObject } from "../cluster-objects.ts";
import { parseFieldSelector } from "./field-selector.ts";
import { matchesLabels, parseLabelSelector, requirementsOf } from "./label-selector.ts";

const matches = (selector: string, labels: Record<string, string>): boolean =>
  matchesLabels(labels, parseLabelSelector(selector));

describe("label selectors", () => {
  const labels = { app: "my-app1", tier: "front", "tke.cloud.tencent.com/node-name": "10.0.35.139", empty: "" };
  // prettier-ignore
  test.each([
    ["an empty one picks everything",         "",                                              true],
    ["equal",                                 "app=my-app1",                                   true],
    ["equal, written twice",                  "app==my-app1",                                  true],
    ["not equal",                             "app!=my-app1",                                  false],
    ["an absent label differs from anything", "nope!=x",                                       true],
    ["all parts must hold",                   "app=my-app1,tier=back",                         false],
    ["in a set",                              "tier in (front, back)",                         true],
    ["not in a set",                          "tier notin (front,back)",                       false],
    ["absent is in no set",                   "nope notin (a)",                                true],
    ["present",                               "app",                                           true],
    ["absent",                                "!app",                                          false],
    ["a key with a prefix",                   "tke.cloud.tencent.com/node-name=10.0.35.139",   true],
    ["an empty value",                        "empty=",                                        true],
    ["set and equality together",             "tier in (front),app=my-app1,!nope",             true],
  ])("%s: %s", (_, selector, want) => {
    expect(matches(selector, labels)).toBe(want);
  });

  test("nonsense is refused, and quoted", () => {
    expect(() => parseLabelSelector("app in front")).toThrow('unable to parse requirement: "app in front"');
  });

  test("a selector's negation is its complement", () => {
    const word = fc.stringMatching(/^[a-z]{1,3}$/);
    fc.assert(
      fc.property(word, word, fc.dictionary(word, word), (key, value, some) => {
        expect(matches(`${key}!=${value}`, some)).toBe(!matches(`${key}=${value}`, some));
        expect(matches(`!${key}`, some)).toBe(!matches(key, some));
        expect(matches(`${key} notin (${value})`, some)).toBe(!matches(`${key} in (${value})`, some));
      }),
    );
  });

  test("a Deployment's selector means the same as its text", () => {
    const requirements = requirementsOf({
      matchLabels: { app: "a" },
      matchExpressions: [
        { key: "tier", operator: "NotIn", values: ["x"] },
        { key: "old", operator: "DoesNotExist" },
      ],
    });
    expect(requirements).toEqual(parseLabelSelector("app=a,tier notin (x),!old"));
  });
});

describe("field selectors", () => {
  const pod = {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: "web", namespace: "default", uid: "1", resourceVersion: "1", creationTimestamp: "" },
    spec: { nodeName: "10.0.35.139", containers: [] },
    status: { phase: "Running" },
  } as KubeObject;
  // prettier-ignore
  test.each([
    ["metadata.name=web",                                  true],
    ["metadata.name!=web",                                 false],
    ["spec.nodeName=10.0.35.139,status.phase!=Succeeded",  true],
    ["status.phase==Pending",                              false],
    ["",                                                   true],
  ])("%s", (selector, want) => {
    expect(parseFieldSelector(selector, pods)(pod)).toBe(want);
  });

  test.each(["spec.containers=x", "constructor=x"])("%s can't be selected by", (selector) => {
    expect(() => parseFieldSelector(selector, pods)).toThrow("field label not supported");
  });
});
