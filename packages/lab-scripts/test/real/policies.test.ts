import { expect, test } from "vitest";
import { CALLS, camPolicy, ONLY_THE_PROVIDER, type PolicyRole } from "../../src/real-cluster/policies.ts";
import { readAnswers } from "../../src/real-cluster/read-answers.ts";
import { buildSomebodysCluster, startSandboxCloud } from "./sandbox-cloud.ts";

test("diagnosing may call what reading a cluster calls, no less and no more", async () => {
  const sandbox = await startSandboxCloud();
  const { clusterId } = await buildSomebodysCluster(sandbox, { feature: "on" });
  const { cloud, account } = sandbox;
  const before = new Set(sandbox.emulator.auditTrail(account.id).map(({ requestId }) => requestId));
  await readAnswers({ region: account.region, clusterId, cloud, kube: sandbox.kube(clusterId) });
  const calls = sandbox.emulator
    .auditTrail(account.id)
    .filter(({ requestId, action }) => !before.has(requestId) && !action.startsWith("kube."))
    .map(({ action }) => action.replace(".", ":"));
  expect([...new Set(calls)].toSorted()).toEqual(CALLS.diagnose.toSorted());
});

test("who only looks may change nothing", () => {
  for (const role of ["grader", "diagnose"] as const) {
    for (const action of camPolicy(role).statement[0].action) expect(action).toMatch(/:(Describe|Get)/);
  }
  expect(CALLS.grader).toEqual(expect.arrayContaining([...CALLS.diagnose]));
});

test.each(Object.keys(CALLS) as PolicyRole[])(
  "the policy of %s names each call once, and is what CAM takes",
  (role) => {
    const { version, statement } = camPolicy(role);
    expect(version).toBe("2.0");
    expect(new Set(statement[0].action).size).toBe(CALLS[role].length + ONLY_THE_PROVIDER[role].length);
    expect(statement[0]).toMatchObject({ effect: "allow", resource: ["*"] });
  },
);
