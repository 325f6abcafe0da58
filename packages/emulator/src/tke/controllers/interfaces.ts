import { nextAddress, usedAddresses } from "../../addresses.ts";
import type { EniRecord, InstanceRecord, MachineRecord, SubnetRecord } from "../../cloud/records.ts";
import type { Controller, ControllerContext } from "../../controller.ts";
import { newEni, secondaryEnis } from "../enis.ts";
import { eniQuota } from "../instance-types.ts";
import { clusterMachines } from "../machines.ts";
import { eniStatuses, nodeEniConfig, NETWORKING_API } from "../node-eni-config.ts";

const IPAMD = "tke-eni-ipamd";

/** Attaches a secondary interface to every node, and keeps the node's NodeENIConfig. */
export const interfaceController: Controller = {
  name: "interfaces",
  reconcile(context) {
    const { cloud, clusterId, objects } = context;
    const machines = clusterMachines(clusterId, cloud);
    for (const { metadata } of objects.list("nodeeniconfigs")) {
      if (!machines.some(({ address }) => address === metadata.name))
        objects.delete("nodeeniconfigs", null, metadata.name);
    }
    for (const machine of machines) {
      const instance = cloud.instances.get(machine.instanceId)!;
      if (secondaryEnis(instance.id, cloud).length === 0) attachEni(machine, context);
      ensureConfig(machine, instance, context);
    }
  },
};

/**
 * Attaches one more secondary interface to a node, in a subnet of its zone. Groups are bound by the security-group sync.
 *
 * @returns null, and an Event on the node, when no such subnet has an address left
 */
export function attachEni(machine: MachineRecord, context: ControllerContext): EniRecord | null {
  const { cloud, runtime, clusterId } = context;
  const spot = findSpot(machine, context);
  const node = context.objects.get("nodes", null, machine.address);
  if (spot === null) {
    const zone = machine.zone;
    const message = `no subnet of the cluster in zone ${zone} has an address left for a network interface of ${machine.address}`;
    warnOnce(machine.address, "ENILimit", message, context);
    return null;
  }
  const deviceIndex = secondaryEnis(machine.instanceId, cloud).length + 1;
  const eni = cloud.enis.put({
    ...newEni(spot.subnet, cloud, runtime),
    name: `tke-eni-${clusterId}-${machine.name}-${deviceIndex}`,
    description: `created by ${IPAMD} for ${clusterId}`,
    addresses: [{ address: spot.address, primary: true, description: "" }],
    attachment: { instanceId: machine.instanceId, deviceIndex, attachedAt: runtime.now() },
  });
  if (node !== undefined) {
    const message = `Attach eni ${eni.id} to node ${machine.address} as device ${deviceIndex}`;
    context.objects.event(node, { type: "Normal", reason: "AttachENI", message, source: IPAMD });
  }
  return eni;
}

function findSpot(
  machine: MachineRecord,
  { cloud, clusterId, account }: ControllerContext,
): { readonly subnet: SubnetRecord; readonly address: string } | null {
  for (const id of cloud.clusters.get(clusterId)!.eniSubnetIds) {
    const subnet = cloud.subnets.get(id);
    if (subnet === undefined || subnet.zone !== machine.zone) continue;
    const { nodes = [], pods = [] } = account.addressPlan[subnet.cidr] ?? {};
    const address = nextAddress(subnet.cidr, usedAddresses(id, cloud), [], [...nodes, ...pods]);
    if (address !== null) return { subnet, address };
  }
  return null;
}

/** Says a standing difficulty of a node once, not at every look. */
export function warnOnce(nodeName: string, reason: string, message: string, { objects }: ControllerContext): void {
  const node = objects.get("nodes", null, nodeName);
  if (node === undefined) return;
  const told = objects.list("events", "default").some((event) => {
    const about = event["involvedObject"] as { readonly uid: string };
    return about.uid === node.metadata.uid && event["message"] === message;
  });
  if (!told) objects.event(node, { type: "Warning", reason, message, source: IPAMD });
}

function ensureConfig(machine: MachineRecord, instance: InstanceRecord, context: ControllerContext): void {
  const { objects, cloud } = context;
  const quota = eniQuota(instance.cpu);
  const present = nodeEniConfig(machine.address, context);
  if (present === undefined) {
    objects.create("nodeeniconfigs", {
      apiVersion: NETWORKING_API,
      kind: "NodeENIConfig",
      metadata: { name: machine.address },
      spec: {
        maxRouteENI: quota.enis,
        maxIPPerENI: quota.addresses,
        subnetCIDR: cloud.subnets.get(secondaryEnis(instance.id, cloud)[0]?.subnetId ?? "")?.cidr ?? "",
        instanceID: instance.id,
        securityGroups: [],
      },
    });
  }
  const enis = eniStatuses(machine, present, context);
  objects.updateStatus("nodeeniconfigs", null, machine.address, { ...present?.status, enis });
}
