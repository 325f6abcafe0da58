import { expect, test } from "vitest";
import { rolloutOf } from "./rollout-status.ts";

// prettier-ignore
test.each([
  // what it shows             generation, status                                                                     says
  ["nobody looked at it yet",  2, { observedGeneration: 1 },                                                          "Waiting for deployment spec update to be observed..."],
  ["none is updated",          1, { observedGeneration: 1 },                                                          'Waiting for deployment "a" rollout to finish: 0 out of 2 new replicas have been updated...'],
  ["an old one still ends",    1, { observedGeneration: 1, replicas: 3, updatedReplicas: 2 },                         'Waiting for deployment "a" rollout to finish: 1 old replicas are pending termination...'],
  ["one isn't available",      1, { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 1 },   'Waiting for deployment "a" rollout to finish: 1 of 2 updated replicas are available...'],
  ["all are there",            1, { observedGeneration: 1, replicas: 2, updatedReplicas: 2, availableReplicas: 2 },   'deployment "a" successfully rolled out'],
])("%s", (_, generation, status, text) => {
  const deployment = { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a", uid: "u", generation }, spec: { replicas: 2 }, status };
  expect(rolloutOf(deployment)).toEqual({ done: text.includes("successfully"), text });
});
