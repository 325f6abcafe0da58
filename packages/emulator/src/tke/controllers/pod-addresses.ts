import { nextAddress, usedAddresses } from "../../addresses.ts";
import type { EniRecord, MachineRecord } from "../../cloud/records.ts";
import type { Controller, ControllerContext } from "../../controller.ts";
import type { KubeObject } from "../../kube/cluster-objects.ts";
import { systemComponent } from "../../kube/conventions.ts";
import type { PodObject } from "../../kube/types.ts";
import { vpcOfPackets } from "../../snapshot.ts";
import { secondaryEnis } from "../enis.ts";
import { eniQuota } from "../instance-types.ts";
import { clusterMachines } from "../machines.ts";
import { NETWORKING_API } from "../node-eni-config.ts";
import { attachEni } from "./interfaces.ts";

/** docs/facts.md#vpc-cni-crds */
const NODE_LABEL = "tke.cloud.tencent.com/node-name";

/**
 * ipamd's addresses: a Pod that is bound to a node gets one on a secondary interface of that node, shown as VpcIP and
 * VpcIPClaim; a Pod that is gone, or has ended, gives it back.
 */
export const podAddressController: Controller = {
  name: "pod-addresses",
  reconcile(context) {
    const pods = (context.objects.list("pods") as readonly PodObject[]).filter(takesAddress);
    release(pods, context);
    for (const pod of pods.filter(needsAddress).toSorted(byCreation)) assign(pod, context);
  },
};

function takesAddress(pod: PodObject): boolean {
  const isOver = pod.status?.phase === "Succeeded" || pod.status?.phase === "Failed";
  return (
    !isOver && pod.spec.hostNetwork !== true && systemComponent(pod) === undefined && pod.spec.nodeName !== undefined
  );
}

function needsAddress(pod: PodObject): boolean {
  return pod.status?.podIP === undefined && pod.metadata.deletionTimestamp === undefined;
}

/** Creation times are whole seconds; names decide between equals. */
function byCreation(a: PodObject, b: PodObject): number {
  return creationKey(a) < creationKey(b) ? -1 : 1;
}

function creationKey({ metadata }: PodObject): string {
  return `${metadata.creationTimestamp} ${metadata.namespace} ${metadata.name}`;
}

function assign(pod: PodObject, context: ControllerContext): void {
  const { cloud, clusterId, objects } = context;
  const nodeName = pod.spec.nodeName!;
  const machine = clusterMachines(clusterId, cloud).find((each) => each.address === nodeName);
  if (machine === undefined) return;
  const spot = findSpot(machine, context);
  if (spot === null) return;
  const { eni, address } = spot;
  cloud.enis.put({ ...eni, addresses: [...eni.addresses, { address, primary: false, description: "" }] });
  const { namespace = "default", name } = pod.metadata;
  objects.updateStatus("pods", namespace, name, { ...pod.status, podIP: address, podIPs: [{ ip: address }] });
  createVpcIp(pod, eni, address, context);
  const travelled = vpcOfPackets(cloud);
  if (eni.vpcId === travelled) return;
  const message = `this lab carries packets in one VPC of an account, ${travelled}: build the cluster in that one, or delete the older cluster`;
  objects.event(pod, { type: "Warning", reason: "FailedCreatePodSandBox", message, source: "kubelet" });
}

/** The first interface with room; when all are full and the node may have one more, a new one. */
function findSpot(
  machine: MachineRecord,
  context: ControllerContext,
): { readonly eni: EniRecord; readonly address: string } | null {
  const { cloud, account } = context;
  const quota = eniQuota(cloud.instances.get(machine.instanceId)!.cpu);
  const enis = secondaryEnis(machine.instanceId, cloud);
  const roomy = enis.filter((eni) => eni.addresses.length - 1 < quota.addresses);
  const added = roomy.length === 0 && enis.length < quota.enis ? attachEni(machine, context) : null;
  for (const eni of added === null ? roomy : [added]) {
    const { cidr } = cloud.subnets.get(eni.subnetId)!;
    const { nodes = [], pods = [] } = account.addressPlan[cidr] ?? {};
    const address = nextAddress(cidr, usedAddresses(eni.subnetId, cloud), pods, nodes);
    if (address !== null) return { eni, address };
  }
  return null;
}

function createVpcIp(pod: PodObject, eni: EniRecord, address: string, { objects }: ControllerContext): void {
  const { namespace = "default", name, uid } = pod.metadata;
  if (objects.get("vpcipclaims", namespace, name) === undefined) {
    objects.create("vpcipclaims", {
      apiVersion: NETWORKING_API,
      kind: "VpcIPClaim",
      metadata: { name, namespace },
      spec: { type: "Pod", nodeName: pod.spec.nodeName, podUID: uid },
      status: { phase: "Bound", vpcIPName: address },
    });
  }
  if (objects.get("vpcips", null, address) !== undefined) objects.delete("vpcips", null, address);
  objects.create("vpcips", {
    apiVersion: NETWORKING_API,
    kind: "VpcIP",
    metadata: { name: address, labels: { [NODE_LABEL]: pod.spec.nodeName! } },
    spec: {
      type: "Pod",
      eniID: eni.id,
      subnetID: eni.subnetId,
      nodeName: pod.spec.nodeName,
      vpcID: eni.vpcId,
      claimRef: { kind: "VpcIPClaim", namespace, name },
      pod: { namespace, name, uid },
    },
    status: { phase: "Assigned" },
  });
}

function release(pods: readonly PodObject[], context: ControllerContext): void {
  const { cloud, clusterId, objects } = context;
  const taken = new Set(pods.map((pod) => pod.status?.podIP));
  const instances = new Set(clusterMachines(clusterId, cloud).map((machine) => machine.instanceId));
  for (const eni of cloud.enis.list()) {
    if (eni.primary || !instances.has(eni.attachment?.instanceId ?? "")) continue;
    const kept = eni.addresses.filter(({ address, primary }) => primary || taken.has(address));
    if (kept.length < eni.addresses.length) cloud.enis.put({ ...eni, addresses: kept });
  }
  for (const vpcIp of objects.list("vpcips")) {
    if (!taken.has(vpcIp.metadata.name)) objects.delete("vpcips", null, vpcIp.metadata.name);
  }
  const uids = new Set(pods.map((pod) => pod.metadata.uid));
  for (const claim of objects.list("vpcipclaims")) {
    if (uids.has(podUidOf(claim))) continue;
    objects.delete("vpcipclaims", claim.metadata.namespace ?? "default", claim.metadata.name);
  }
}

function podUidOf(claim: KubeObject): string {
  return (claim["spec"] as { readonly podUID?: string } | undefined)?.podUID ?? "";
}
