import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openLabFolder } from "../lab-folder.ts";
import { buildSomebodysCluster, startSandboxCloud, type SandboxCloud } from "../../test/real/sandbox-cloud.ts";
import { bindExactly, openUndoLog } from "./undo.ts";

function newFolder() {
  const root = mkdtempSync(join(tmpdir(), "podpath-undo-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return openLabFolder(root);
}

async function secondaryOf({ cloud }: SandboxCloud) {
  const { NetworkInterfaceSet } = await cloud.call<{
    NetworkInterfaceSet: readonly { NetworkInterfaceId: string; Primary: boolean; GroupSet: readonly string[] }[];
  }>("vpc", "DescribeNetworkInterfaces", {});
  return NetworkInterfaceSet.find(({ Primary }) => !Primary)!;
}

async function newGroup({ cloud }: SandboxCloud, GroupName: string): Promise<string> {
  const request = { GroupName, GroupDescription: "-" };
  return (await cloud.call<{ SecurityGroup: { SecurityGroupId: string } }>("vpc", "CreateSecurityGroup", request))
    .SecurityGroup.SecurityGroupId;
}

test("what a killed process noted is undone by the next, newest first, and a second time changes nothing", async () => {
  const sandbox = await startSandboxCloud();
  const { clusterId } = await buildSomebodysCluster(sandbox, { feature: "on", nodes: 1 });
  const kube = sandbox.kube(clusterId);
  const before = await secondaryOf(sandbox);
  const folder = newFolder();
  const first = openUndoLog(folder, sandbox.cloud, kube, 0);
  first.note({ kind: "delete-group", name: "scratch" });
  const scratch = await newGroup(sandbox, "scratch");
  first.note({ kind: "bind", eniId: before.NetworkInterfaceId, groups: before.GroupSet });
  await bindExactly(sandbox.cloud, before.NetworkInterfaceId, [scratch]);
  expect((await secondaryOf(sandbox)).GroupSet).toEqual([scratch]);

  const next = openUndoLog(folder, sandbox.cloud, kube, 0);
  expect(next.mark()).toBe(2);
  await next.backTo(0);
  expect(await secondaryOf(sandbox)).toEqual(before);
  const { SecurityGroupSet } = await sandbox.cloud.call<{ SecurityGroupSet: readonly { SecurityGroupName: string }[] }>(
    "vpc",
    "DescribeSecurityGroups",
    {},
  );
  expect(SecurityGroupSet.map((one) => one.SecurityGroupName)).not.toContain("scratch");
  expect(folder.exists("parity.json")).toBe(false);
  await next.backTo(0);
});

test("what is gone meanwhile needs no undoing: an interface, a group, a Pod", async () => {
  const sandbox = await startSandboxCloud();
  const { clusterId } = await buildSomebodysCluster(sandbox, { nodes: 1 });
  const folder = newFolder();
  const undo = openUndoLog(folder, sandbox.cloud, sandbox.kube(clusterId), 0);
  undo.note({ kind: "bind", eniId: "eni-00000000", groups: ["sg-00000000"] });
  undo.note({ kind: "delete-group", name: "never-made" });
  undo.note({ kind: "delete-pod", namespace: "default", name: "never-made" });
  await undo.backTo(0);
  expect(folder.exists("parity.json")).toBe(false);
});

test("only what lies behind the mark is undone", async () => {
  const sandbox = await startSandboxCloud();
  const { clusterId } = await buildSomebodysCluster(sandbox, { nodes: 1 });
  const undo = openUndoLog(newFolder(), sandbox.cloud, sandbox.kube(clusterId), 0);
  undo.note({ kind: "delete-group", name: "kept" });
  await newGroup(sandbox, "kept");
  const mark = undo.mark();
  undo.note({ kind: "delete-group", name: "gone" });
  await newGroup(sandbox, "gone");
  await undo.backTo(mark);
  const { SecurityGroupSet } = await sandbox.cloud.call<{ SecurityGroupSet: readonly { SecurityGroupName: string }[] }>(
    "vpc",
    "DescribeSecurityGroups",
    {},
  );
  const names = SecurityGroupSet.map((one) => one.SecurityGroupName);
  expect(names).toContain("kept");
  expect(names).not.toContain("gone");
});
