import type { InstanceRecord, MachineRecord, NodePoolRecord } from "../../cloud/records.ts";
import { zonesOf } from "../../cloud/regions.ts";
import type { Controller, ControllerContext } from "../../controller.ts";
import type { KubeObject } from "../../kube/cluster-objects.ts";
import { sameJson } from "../../kube/same-json.ts";
import { stamp } from "../../kube/stamp.ts";
import { eniQuota } from "../instance-types.ts";
import { clusterMachines } from "../machines.ts";

/** Marks Nodes that stand for a machine; docs/facts.md#native-node-labels */
export const MACHINE_LABEL = "node.tke.cloud.tencent.com/machine";
export const POOL_LABEL = "node.tke.cloud.tencent.com/machineset";

/** Registers each machine as a Node named by its address, and takes away the Nodes of machines that are gone. */
export const nodeController: Controller = {
  name: "nodes",
  reconcile(context) {
    const { cloud, clusterId, objects } = context;
    const machines = clusterMachines(clusterId, cloud);
    for (const node of objects.list("nodes")) {
      const owner = node.metadata.labels?.[MACHINE_LABEL];
      if (owner !== undefined && !machines.some((machine) => machine.name === owner)) {
        objects.delete("nodes", null, node.metadata.name);
      }
    }
    for (const machine of machines) ensureNode(machine, context);
  },
};

function ensureNode(machine: MachineRecord, context: ControllerContext): void {
  const { cloud, objects } = context;
  const pool = cloud.nodePools.get(machine.nodePoolId)!;
  const instance = cloud.instances.get(machine.instanceId)!;
  const present = objects.get("nodes", null, machine.address);
  const node = present ?? createNode(machine, pool, instance, context);
  followPool(node, pool, context);
  objects.updateStatus("nodes", null, machine.address, nodeStatus(node, machine, instance, context));
}

function createNode(
  machine: MachineRecord,
  pool: NodePoolRecord,
  instance: InstanceRecord,
  { objects, account }: ControllerContext,
): KubeObject {
  const zone = zonesOf(account.region).find(({ id }) => id === machine.zone)?.number ?? machine.zone;
  const node = objects.create("nodes", {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: machine.address,
      labels: {
        "beta.kubernetes.io/arch": "amd64",
        "beta.kubernetes.io/instance-type": instance.instanceType,
        "beta.kubernetes.io/os": "linux",
        "cloud.tencent.com/node-instance-id": instance.id,
        "failure-domain.beta.kubernetes.io/region": account.region,
        "failure-domain.beta.kubernetes.io/zone": zone,
        "kubernetes.io/arch": "amd64",
        "kubernetes.io/hostname": machine.address,
        "kubernetes.io/os": "linux",
        "node.kubernetes.io/instance-type": instance.instanceType,
        [MACHINE_LABEL]: machine.name,
        [POOL_LABEL]: pool.id,
        "topology.kubernetes.io/region": account.region,
        "topology.kubernetes.io/zone": zone,
      },
    },
    spec: {
      providerID: `qcloud:///${zone}/${instance.id}`,
      ...(pool.unschedulable ? { unschedulable: true } : {}),
    },
  });
  const message = `Node ${machine.address} event: Registered Node ${machine.address} in Controller`;
  objects.event(node, { type: "Normal", reason: "RegisteredNode", message, source: "node-controller" });
  return node;
}

/** Labels, annotations and taints of the pool; what a person added besides stays. */
function followPool(node: KubeObject, pool: NodePoolRecord, { objects }: ControllerContext): void {
  const { metadata } = node;
  const spec = (node["spec"] ?? {}) as { readonly taints?: readonly { key: string; value?: string; effect: string }[] };
  const others = (spec.taints ?? []).filter(({ key }) => !pool.taints.some((taint) => taint.key === key));
  const taints = [...others, ...pool.taints];
  const next = {
    ...node,
    metadata: {
      ...metadata,
      labels: { ...metadata.labels, ...pool.labels },
      ...(Object.keys(pool.annotations).length === 0
        ? {}
        : { annotations: { ...metadata.annotations, ...pool.annotations } }),
    },
    spec: taints.length === 0 ? spec : { ...spec, taints },
  };
  if (!sameJson(next, node)) objects.update("nodes", next);
}

function nodeStatus(
  node: KubeObject,
  machine: MachineRecord,
  instance: InstanceRecord,
  { runtime, cloud, clusterId }: ControllerContext,
): unknown {
  const { version, runtimeVersion, maxPodsPerNode } = cloud.clusters.get(clusterId)!;
  const quota = eniQuota(instance.cpu);
  const capacity = {
    cpu: String(instance.cpu),
    memory: `${instance.memory * 1024 * 1024}Ki`,
    "ephemeral-storage": `${instance.systemDisk.sizeGiB}Gi`,
    pods: String(maxPodsPerNode),
    "tke.cloud.tencent.com/eni-ip": String(quota.enis * quota.addresses),
  };
  const before = node["status"] as { readonly conditions?: readonly { lastHeartbeatTime: string }[] } | undefined;
  // The time of the first report stays: a heartbeat would be a change with nothing to tell.
  const since = before?.conditions?.[0]?.lastHeartbeatTime ?? stamp(runtime.now());
  return {
    addresses: [
      { type: "InternalIP", address: machine.address },
      { type: "Hostname", address: machine.address },
    ],
    capacity,
    allocatable: {
      ...capacity,
      cpu: `${instance.cpu * 1000 - 100}m`,
      memory: `${(instance.memory * 1024 - 600) * 1024}Ki`,
    },
    conditions: CONDITIONS.map((condition) => ({ ...condition, lastHeartbeatTime: since, lastTransitionTime: since })),
    daemonEndpoints: { kubeletEndpoint: { Port: 10_250 } },
    nodeInfo: {
      architecture: "amd64",
      bootID: instance.uuid,
      containerRuntimeVersion: `containerd://${runtimeVersion}`,
      kernelVersion: "5.4.241-1-tlinux4-0017.7",
      kubeProxyVersion: `v${version}-tke.1`,
      kubeletVersion: `v${version}-tke.1`,
      machineID: instance.uuid.replaceAll("-", ""),
      operatingSystem: "linux",
      osImage: "TencentOS Server 3.1 (Final)",
      systemUUID: instance.uuid,
    },
  };
}

const CONDITIONS = [
  {
    type: "MemoryPressure",
    status: "False",
    reason: "KubeletHasSufficientMemory",
    message: "kubelet has sufficient memory available",
  },
  {
    type: "DiskPressure",
    status: "False",
    reason: "KubeletHasNoDiskPressure",
    message: "kubelet has no disk pressure",
  },
  {
    type: "PIDPressure",
    status: "False",
    reason: "KubeletHasSufficientPID",
    message: "kubelet has sufficient PID available",
  },
  { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
] as const;
