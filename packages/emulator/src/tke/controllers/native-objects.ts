import type { MachineRecord, NodePoolRecord } from "../../cloud/records.ts";
import type { Controller, ControllerContext } from "../../controller.ts";
import type { KubeObject, NewKubeObject } from "../../kube/cluster-objects.ts";
import { sameJson } from "../../kube/same-json.ts";
import { clusterMachines, machinesOf } from "../machines.ts";
import { MACHINE_LABEL, POOL_LABEL } from "./nodes.ts";

const API = "node.tke.cloud.tencent.com/v1beta1";

/**
 * Shows each native node pool as a MachineSet and each machine as a Machine, as `kubectl get ms,ma` finds them. They follow the
 * cloud's API and are not obeyed: what is changed in one is put back. docs/facts.md#native-objects
 */
export const nativeObjectController: Controller = {
  name: "native-objects",
  reconcile(context) {
    const { cloud, clusterId } = context;
    const pools = cloud.nodePools.list().filter((pool) => pool.clusterId === clusterId && !pool.deleting);
    const machines = clusterMachines(clusterId, cloud);
    keepOnly("machinesets", new Set(pools.map(({ id }) => id)), context);
    keepOnly("machines", new Set(machines.map(({ name }) => name)), context);
    for (const pool of pools) showPool(pool, context);
    for (const machine of machines) showMachine(machine, context);
  },
};

function keepOnly(resource: string, names: ReadonlySet<string>, { objects }: ControllerContext): void {
  for (const { metadata } of objects.list(resource))
    if (!names.has(metadata.name)) objects.delete(resource, null, metadata.name);
}

function showPool(pool: NodePoolRecord, context: ControllerContext): void {
  const { cloud } = context;
  const ready = machinesOf(pool.id, cloud).filter((machine) => isReady(machine, context)).length;
  const { InstanceTypes, SecurityGroupIds, SubnetIds } = pool.native;
  const type = "NativeCVM";
  const value = { instanceTypes: InstanceTypes, securityGroupIDs: SecurityGroupIds };
  show(
    "machinesets",
    {
      apiVersion: API,
      kind: "MachineSet",
      metadata: { name: pool.id },
      spec: {
        type,
        displayName: pool.name,
        replicas: pool.replicas,
        subnetIDs: SubnetIds,
        template: { spec: { providerSpec: { type, value } } },
      },
    },
    { replicas: pool.replicas, readyReplicas: ready },
    context,
  );
}

function showMachine(machine: MachineRecord, context: ControllerContext): void {
  const { name, nodePoolId, address, zone, instanceId } = machine;
  show(
    "machines",
    {
      apiVersion: API,
      kind: "Machine",
      metadata: { name, labels: { [POOL_LABEL]: nodePoolId, [MACHINE_LABEL]: name } },
      spec: { zone, providerID: `qcloud:///${zone}/${instanceId}` },
    },
    {
      phase: isReady(machine, context) ? "Running" : "Provisioned",
      addresses: [{ type: "InternalIP", address }],
      nodeRef: { kind: "Node", name: address },
    },
    context,
  );
}

function show(
  resource: string,
  wanted: NewKubeObject & { readonly spec: object },
  status: object,
  { objects }: ControllerContext,
): void {
  const name = wanted.metadata.name!;
  const present: KubeObject = objects.get(resource, null, name) ?? objects.create(resource, wanted);
  if (!sameJson(present["spec"], wanted.spec)) objects.update(resource, { ...present, spec: wanted.spec });
  objects.updateStatus(resource, null, name, status);
}

function isReady({ address }: MachineRecord, { objects }: ControllerContext): boolean {
  const node = objects.get("nodes", null, address);
  const { conditions = [] } = (node?.status ?? {}) as { conditions?: readonly { type: string; status: string }[] };
  return conditions.some(({ type, status }) => type === "Ready" && status === "True");
}
