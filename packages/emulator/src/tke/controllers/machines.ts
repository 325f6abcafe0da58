import { nextAddress, usedAddresses } from "../../addresses.ts";
import { newId, newUuid, randomText } from "../../cloud/ids.ts";
import type { NodePoolRecord, SubnetRecord } from "../../cloud/records.ts";
import { setTags } from "../../cloud/tags.ts";
import type { Controller, ControllerContext } from "../../controller.ts";
import { newEni } from "../enis.ts";
import { parseInstanceType } from "../instance-types.ts";
import { machinesOf, removeMachine } from "../machines.ts";

/** Makes as many machines as each native node pool asks for, each an instance with its primary interface. */
export const machineController: Controller = {
  name: "machines",
  reconcile(context) {
    for (const pool of context.cloud.nodePools.list()) {
      if (pool.clusterId === context.clusterId) reconcilePool(pool, context);
    }
  },
};

function reconcilePool(pool: NodePoolRecord, context: ControllerContext): void {
  const { cloud } = context;
  const machines = machinesOf(pool.id, cloud);
  // The newest go first.
  for (const machine of machines.slice(pool.replicas)) removeMachine(machine, cloud);
  for (let count = machines.length; count < pool.replicas; count += 1) {
    if (!addMachine(pool, count, context)) break;
  }
  if (pool.deleting && machinesOf(pool.id, cloud).length === 0) {
    cloud.nodePools.delete(pool.id);
    setTags(cloud, pool.id, {});
  }
}

/** @returns false when no subnet of the pool has an address left: the pool stays `Creating` until one has */
function addMachine(pool: NodePoolRecord, index: number, context: ControllerContext): boolean {
  const { cloud, runtime, clusterId } = context;
  const spot = findSpot(pool, index, context);
  if (spot === null) return false;
  const { subnet, address } = spot;
  const instanceType = pool.native.InstanceTypes[0]!;
  const size = parseInstanceType(instanceType)!;
  const disk = pool.native["SystemDisk"] as { readonly DiskType: string; readonly DiskSize: number };
  const now = runtime.now();
  const name = machineName(pool.id, context);
  const instance = cloud.instances.put({
    id: newId("ins", (id) => cloud.instances.get(id) !== undefined, runtime),
    uuid: newUuid(runtime),
    name,
    zone: subnet.zone,
    vpcId: subnet.vpcId,
    subnetId: subnet.id,
    instanceType,
    cpu: size.cpu,
    memory: size.memory,
    chargeType: String(pool.native["InstanceChargeType"]),
    systemDisk: { type: disk.DiskType, sizeGiB: disk.DiskSize },
    createdAt: now,
    clusterId,
  });
  cloud.enis.put({
    ...newEni(subnet, cloud, runtime),
    name: "Primary ENI",
    primary: true,
    securityGroupIds: pool.native.SecurityGroupIds,
    addresses: [{ address, primary: true, description: "" }],
    attachment: { instanceId: instance.id, deviceIndex: 0, attachedAt: now },
  });
  // One later than the one before, so that the order in which they were made stays known.
  const createdAt = Math.max(now, ...machinesOf(pool.id, cloud).map((machine) => machine.createdAt + 1));
  const { id: instanceId, zone } = instance;
  cloud.machines.put({ name, clusterId, nodePoolId: pool.id, instanceId, address, zone, createdAt });
  return true;
}

/** The pool's subnets take turns; a full one is passed over. */
function findSpot(
  pool: NodePoolRecord,
  index: number,
  { cloud, account }: ControllerContext,
): { readonly subnet: SubnetRecord; readonly address: string } | null {
  const ids = pool.native.SubnetIds;
  for (let turn = 0; turn < ids.length; turn += 1) {
    const subnet = cloud.subnets.get(ids[(index + turn) % ids.length]!);
    if (subnet === undefined) continue;
    const { nodes = [], pods = [] } = account.addressPlan[subnet.cidr] ?? {};
    const address = nextAddress(subnet.cidr, usedAddresses(subnet.id, cloud), nodes, pods);
    if (address !== null) return { subnet, address };
  }
  return null;
}

/** e.g. `np-14024r66-nv8bk` */
function machineName(poolId: string, { cloud, runtime }: ControllerContext): string {
  for (;;) {
    const name = `${poolId}-${randomText(5, runtime)}`;
    if (cloud.machines.get(name) === undefined) return name;
  }
}
