import type { MachineRecord } from "../cloud/records.ts";
import { setTags } from "../cloud/tags.ts";
import type { CloudTables } from "../cloud/tables.ts";

/** Ends a machine: its instance, and every interface attached to it. */
export function removeMachine(machine: MachineRecord, tables: CloudTables): void {
  for (const eni of tables.enis.list()) {
    if (eni.attachment?.instanceId !== machine.instanceId) continue;
    tables.enis.delete(eni.id);
    setTags(tables, eni.id, {});
  }
  tables.instances.delete(machine.instanceId);
  setTags(tables, machine.instanceId, {});
  tables.machines.delete(machine.name);
}

/** Of one pool, the oldest first. */
export function machinesOf(poolId: string, tables: CloudTables): readonly MachineRecord[] {
  return byAge(tables.machines.list().filter((machine) => machine.nodePoolId === poolId));
}

/** Of a whole cluster, the oldest first. */
export function clusterMachines(clusterId: string, tables: CloudTables): readonly MachineRecord[] {
  return byAge(tables.machines.list().filter((machine) => machine.clusterId === clusterId));
}

function byAge(machines: readonly MachineRecord[]): readonly MachineRecord[] {
  return machines.toSorted((a, b) => a.createdAt - b.createdAt);
}
