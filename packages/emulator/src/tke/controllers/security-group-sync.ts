import type { EniRecord, MachineRecord } from "../../cloud/records.ts";
import type { Controller, ControllerContext } from "../../controller.ts";
import type { KubeObject } from "../../kube/cluster-objects.ts";
import { securityGroupSettings } from "../eniipamd.ts";
import { secondaryEnis } from "../enis.ts";
import { eventLogLine } from "../event-log-line.ts";
import { clusterMachines } from "../machines.ts";
import { eniStatuses, nodeEniConfig, type NodeEniConfig } from "../node-eni-config.ts";
import { warnOnce } from "./interfaces.ts";

/** Asks for a node to be synced anew; ipamd takes it away when it is done. docs/facts.md#sg-resync */
export const RESYNC_ANNOTATION = "tke.cloud.tencent.com/need-sync-security-groups";

const IPAMD = "tke-eni-ipamd";

/**
 * ipamd's security groups of secondary interfaces. While the add-on's switch is on, a node's NodeENIConfig says which groups
 * are bound: filled once, from the add-on's list or, when that is empty, from the node's primary interface; later changes of
 * either reach a node only by the annotation. Edited by hand, it takes effect at once. When the switch goes off, groups are
 * unbound.
 *
 * @source docs/facts.md#sg-inherit
 */
export const securityGroupSync: Controller = {
  name: "security-group-sync",
  reconcile(context) {
    const { cloud, clusterId } = context;
    const { enabled, groups } = securityGroupSettings(clusterId, cloud);
    for (const machine of clusterMachines(clusterId, cloud)) {
      const config = nodeEniConfig(machine.address, context);
      const node = context.objects.get("nodes", null, machine.address);
      if (config === undefined || node === undefined) continue;
      if (enabled) syncNode({ machine, node, config, context }, groups);
      else unbindNode({ machine, node, config, context });
    }
  },
};

interface NodeSync {
  readonly machine: MachineRecord;
  readonly node: KubeObject;
  readonly config: NodeEniConfig;
  readonly context: ControllerContext;
}

function syncNode(sync: NodeSync, listed: readonly string[]): void {
  const { machine, node, config, context } = sync;
  const asked = node.metadata.annotations?.[RESYNC_ANNOTATION] === "true";
  const chosen = config.spec.securityGroups ?? [];
  const inherits = asked || (!isManaged(config) && chosen.length === 0);
  const wanted = inherits ? groupsFor(machine, listed, context) : chosen;
  const stale = secondaryEnis(machine.instanceId, context.cloud).filter((eni) => {
    const bound = config.status?.enis?.find(({ eniID }) => eniID === eni.id)?.securityGroups;
    return asked || bound === undefined || !sameList(bound, wanted);
  });
  const isDone = stale.length === 0 || bind(sync, wanted, stale);
  if (asked && isDone) clearAnnotation(node, context);
}

/** Has ipamd bound groups on this node since the switch was last turned on? */
function isManaged(config: NodeEniConfig): boolean {
  return config.status?.enis?.some((eni) => eni.securityGroups !== undefined) === true;
}

/** What the add-on's list says, or what the node's primary interface has, in its order. */
function groupsFor(machine: MachineRecord, listed: readonly string[], { cloud }: ControllerContext): readonly string[] {
  if (listed.length > 0) return listed;
  const primary = cloud.enis.list().find((eni) => eni.primary && eni.attachment?.instanceId === machine.instanceId);
  return primary?.securityGroupIds ?? [];
}

/** @returns false, and an Event says why, when a group doesn't exist: then nothing is bound */
function bind(sync: NodeSync, groups: readonly string[], enis: readonly EniRecord[]): boolean {
  const { machine, config, context } = sync;
  const { cloud, objects } = context;
  const absent = groups.filter((id) => cloud.securityGroups.get(id) === undefined);
  if (absent.length > 0) {
    const message = `Sync security groups [${groups.join(" ")}] failed: ${absent.join(" ")} not found`;
    warnOnce(machine.address, "FailedSyncENISecurityGroups", message, context);
    objects.updateStatus("nodeeniconfigs", null, machine.address, { ...config.status, message });
    return false;
  }
  rebind(sync, enis, groups);
  writeConfig(sync, groups, new Map(enis.map((eni) => [eni.id, groups])));
  return true;
}

function unbindNode(sync: NodeSync): void {
  const { machine, config, context } = sync;
  if (!isManaged(config)) return;
  const enis = secondaryEnis(machine.instanceId, context.cloud);
  rebind(sync, enis, []);
  writeConfig(sync, [], new Map(enis.map((eni) => [eni.id, null])));
}

function rebind(sync: NodeSync, enis: readonly EniRecord[], groups: readonly string[]): void {
  for (const eni of enis) {
    report(sync, eni, groups);
    sync.context.cloud.enis.put({ ...eni, securityGroupIds: groups });
  }
}

function writeConfig(
  { config, machine, context }: NodeSync,
  wanted: readonly string[],
  bound: ReadonlyMap<string, readonly string[] | null>,
): void {
  const { objects } = context;
  if (!sameList(config.spec.securityGroups ?? [], wanted)) {
    objects.update("nodeeniconfigs", { ...config, spec: { ...config.spec, securityGroups: wanted } });
  }
  const { message: _, ...status } = config.status ?? {};
  const enis = eniStatuses(machine, config, context, bound);
  objects.updateStatus("nodeeniconfigs", null, machine.address, { ...status, enis });
}

/** An Event on the node and the line that the playbook's pipeline looks for. docs/facts.md#ipamd-log-line */
function report({ node, context }: NodeSync, eni: EniRecord, groups: readonly string[]): void {
  const { objects, runtime } = context;
  const message = `Sync eni ${eni.id} security groups from [${eni.securityGroupIds.join(" ")}] to [${groups.join(" ")}]`;
  const event = { type: "Normal", reason: "SyncENISecurityGroups", message } as const;
  objects.event(node, { ...event, source: IPAMD });
  context.systemLog(IPAMD, eventLogLine(node, event, runtime.now()));
}

function clearAnnotation(node: KubeObject, { objects }: ControllerContext): void {
  const { [RESYNC_ANNOTATION]: _, ...annotations } = node.metadata.annotations ?? {};
  objects.update("nodes", { ...node, metadata: { ...node.metadata, annotations } });
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
