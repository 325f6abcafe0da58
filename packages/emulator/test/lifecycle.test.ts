import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { createEmulator } from "../src/index.ts";
import { createNodeRuntime, openSqliteStore } from "../src/node/index.ts";
import { buildBaseDrill } from "./base-drill.ts";
import { createLab, type Lab } from "./lab.ts";
import { createRecordingDataPlane } from "./recording-data-plane.ts";
import { signed } from "./sign.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

function newLab(): Lab {
  const lab = createLab();
  cleanups.push(() => lab.emulator.close());
  return lab;
}

const allow = (port: string) => ({
  Ingress: [{ Protocol: "TCP", Port: port, CidrBlock: "10.0.35.23/32", Action: "ACCEPT" }],
});

test("a rule change is answered after packets obey it", async () => {
  const lab = newLab();
  const { groupId } = await buildBaseDrill(lab);
  await lab.emulator.settled("acc-1");
  lab.dataPlane.delayMs = 50;
  await lab.call("vpc", "CreateSecurityGroupPolicies", {
    SecurityGroupId: groupId,
    SecurityGroupPolicySet: allow("80"),
  });
  expect(lab.dataPlane.realised.at(-1)!.securityGroups[0]!.ingress).toHaveLength(2);
});

test("changes made meanwhile are realised together, the newest only", async () => {
  const lab = newLab();
  const { groupId } = await buildBaseDrill(lab);
  await lab.emulator.settled("acc-1");
  const before = lab.dataPlane.realised.length;
  lab.dataPlane.delayMs = 20;
  const ports = Array.from({ length: 10 }, (_, n) => String(8000 + n));
  await Promise.all(
    ports.map((port) =>
      lab.call("vpc", "CreateSecurityGroupPolicies", { SecurityGroupId: groupId, SecurityGroupPolicySet: allow(port) }),
    ),
  );
  expect(lab.dataPlane.realised.at(-1)!.securityGroups[0]!.ingress).toHaveLength(11);
  expect(lab.dataPlane.realised.length - before).toBe(2);
});

test("a call that changes no filter doesn't wait for the data plane", async () => {
  const lab = newLab();
  const { groupId } = await buildBaseDrill(lab);
  await lab.emulator.settled("acc-1");
  lab.dataPlane.delayMs = 300;
  await lab.call("vpc", "DescribeSecurityGroups");
  await lab.call("vpc", "CreateVpc", { VpcName: "another", CidrBlock: "192.168.0.0/16" });
  const slow = lab.call("vpc", "CreateSecurityGroupPolicies", {
    SecurityGroupId: groupId,
    SecurityGroupPolicySet: allow("80"),
  });
  const first = await Promise.race([slow.then(() => "rule"), lab.call("vpc", "DescribeVpcs").then(() => "read")]);
  expect(first).toBe("read");
  await slow;
});

test("when the data plane fails, the caller learns that the change isn't obeyed, and the next change tries again", async () => {
  const lab = newLab();
  const { groupId } = await buildBaseDrill(lab);
  await lab.emulator.settled("acc-1");
  lab.dataPlane.failWith = new Error("nft: no space left");
  const add = (port: string) =>
    lab.call("vpc", "CreateSecurityGroupPolicies", { SecurityGroupId: groupId, SecurityGroupPolicySet: allow(port) });
  await expect(add("80")).rejects.toMatchObject({
    code: "InternalError",
    message: expect.stringContaining("stored") as string,
  });
  expect(lab.log.join("\n")).toContain("nft: no space left");
  await add("81");
  expect(lab.dataPlane.realised.at(-1)!.securityGroups[0]!.ingress).toHaveLength(3);
});

test("an emulator that starts anew goes on where it was, and realises it", async () => {
  const folder = mkdtempSync(join(tmpdir(), "podpath-emulator-"));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "store.db");
  const first = createLab(openSqliteStore(file));
  const { clusterId } = await buildBaseDrill(first);
  await first.emulator.settled("acc-1");
  const before = first.emulator.snapshot("acc-1");
  await first.emulator.close();
  first.store.close();

  const store = openSqliteStore(file);
  const dataPlane = createRecordingDataPlane();
  const emulator = createEmulator({ runtime: createNodeRuntime(() => {}), store, dataPlane: () => dataPlane });
  await emulator.settled("acc-1");
  expect(emulator.accounts()).toEqual([first.account]);
  expect(dataPlane.realised.at(-1)).toEqual(before);
  emulator.setEndpoints({ cloudUrl: "", kubeUrl: "https://127.0.0.1:6443", kubeCaPem: "PEM" });
  expect(emulator.kubeconfig("acc-1", clusterId, "learner")).toContain("server: https://127.0.0.1:6443");
  await emulator.close();
  store.close();
});

test("an account that is removed leaves nothing behind", async () => {
  const lab = newLab();
  await buildBaseDrill(lab);
  await lab.emulator.removeAccount("acc-1");
  expect(lab.dataPlane.closed).toBe(true);
  expect(lab.emulator.accounts()).toEqual([]);
  expect(lab.store.list("")).toEqual([]);
  await expect(lab.call("vpc", "DescribeVpcs")).rejects.toMatchObject({ code: "AuthFailure.SecretIdNotFound" });
});

test("an account's resources are nobody else's", async () => {
  const lab = newLab();
  await buildBaseDrill(lab);
  const other = lab.emulator.createAccount({ id: "acc-2", region: "ap-guangzhou", addressPlan: {} });
  const request = signed({
    credentials: other.learner,
    product: "vpc",
    version: "2017-03-12",
    action: "DescribeVpcs",
    region: "ap-guangzhou",
  });
  const { body } = await lab.emulator.handleCloud(request);
  expect(JSON.parse(body as string)).toMatchObject({ Response: { TotalCount: 0 } });
});

test("the grader may read everything and change nothing", async () => {
  const lab = newLab();
  const { groupId } = await buildBaseDrill(lab);
  await lab.call("vpc", "DescribeSecurityGroupPolicies", { SecurityGroupId: groupId }, "grader");
  await expect(lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: groupId }, "grader")).rejects.toMatchObject({
    code: "UnauthorizedOperation",
  });
});

test("the audit trail tells every accepted call: who, what, and what came of it", async () => {
  const lab = newLab();
  await lab.call("vpc", "CreateVpc", { VpcName: "a", CidrBlock: "10.0.0.0/16" });
  await lab.call("vpc", "CreateVpc", { VpcName: "b" }).catch(() => {});
  await lab.call("vpc", "DescribeVpcs", {}, "grader");
  await lab.call("vpc", "DeleteVpc", { VpcId: "vpc-00000000" }, "grader").catch(() => {});
  const trail = lab.emulator.auditTrail("acc-1");
  expect(trail.map(({ action, principal, errorCode }) => [action, principal, errorCode])).toEqual([
    ["vpc.CreateVpc", "learner", null],
    ["vpc.CreateVpc", "learner", "MissingParameter"],
    ["vpc.DescribeVpcs", "grader", null],
    ["vpc.DeleteVpc", "grader", "UnauthorizedOperation"],
  ]);
  expect(trail[0]).toMatchObject({ request: { VpcName: "a", CidrBlock: "10.0.0.0/16" }, changes: true });
});

// prettier-ignore
test.each([
  // what is wrong           the call                                                                      code
  ["an unknown action",      { product: "vpc", version: "2017-03-12", action: "DescribeNothing" },         "InvalidAction"],
  ["another product's",      { product: "vpc", version: "2017-03-12", action: "DescribeInstances" },       "InvalidAction"],
  ["an unknown version",     { product: "vpc", version: "2018-01-01", action: "DescribeVpcs" },            "NoSuchVersion"],
  ["another region",         { product: "vpc", version: "2017-03-12", action: "DescribeVpcs", region: "ap-beijing" }, "UnsupportedRegion"],
  ["no region",              { product: "vpc", version: "2017-03-12", action: "DescribeVpcs", region: "" }, "MissingParameter"],
  ["an unknown member",      { product: "vpc", version: "2017-03-12", action: "DescribeVpcs", request: { VpcId: "x" } }, "UnknownParameter"],
  ["a body that is no object", { product: "vpc", version: "2017-03-12", action: "DescribeVpcs", request: [] }, "InvalidParameter"],
])("%s is refused with the vendor's code, as HTTP 200 and plain application/json", async (_, call, code) => {
  const lab = newLab();
  const request = signed({ region: "ap-guangzhou", ...call, credentials: lab.account.learner });
  const { status, headers, body } = await lab.emulator.handleCloud(request);
  expect([status, headers["content-type"]]).toEqual([200, "application/json"]);
  expect(JSON.parse(body as string)).toMatchObject({ Response: { Error: { Code: code }, RequestId: expect.any(String) as string } });
});

test.each([
  ["a name that was bound to loopback by its owner", { host: "evil.example:8080" }],
  ["a page of another site", { origin: "https://evil.example" }],
  ["a page without an origin", { origin: "null" }],
])("a request from %s isn't answered", async (_, headers) => {
  const lab = newLab();
  const call = { product: "vpc", version: "2017-03-12", action: "DescribeVpcs", region: "ap-guangzhou" };
  const { status } = await lab.emulator.handleCloud(signed({ ...call, credentials: lab.account.learner, headers }));
  expect(status).toBe(403);
});
