import type { Controller } from "../../controller.ts";
import type { KubeObject } from "../cluster-objects.ts";
import type { KubeObjects } from "../kube-objects.ts";
import { isReady } from "../printing/pod-status.ts";
import { sameJson } from "../same-json.ts";
import { matchesLabels, requirementsOf } from "../selection/label-selector.ts";
import type { PodObject, ServiceObject, ServicePort } from "../types.ts";
import { controllerReference, ownedBy } from "./ownership.ts";

const MANAGED_BY = "endpointslice-controller.k8s.io";

/** Lists, for each Service with a selector, the addresses of the Pods that it picks: as Endpoints and as an EndpointSlice. */
export const endpointsController: Controller = {
  name: "endpoint-controller",
  reconcile({ objects }) {
    const services = objects.list("services") as readonly ServiceObject[];
    for (const service of services) {
      if (service.spec.selector === undefined || service.spec.type === "ExternalName") continue;
      const pods = backends(objects, service);
      writeEndpoints(objects, service, pods);
      writeSlice(objects, service, pods);
    }
    for (const endpoints of objects.list("endpoints")) {
      const { namespace, name } = endpoints.metadata;
      const ours = endpoints.metadata.annotations?.["endpoints.kubernetes.io/managed-by"] === MANAGED_BY;
      if (
        ours &&
        !services.some((service) => service.metadata.name === name && service.metadata.namespace === namespace)
      ) {
        objects.delete("endpoints", namespace!, name);
      }
    }
  },
};

function backends(objects: KubeObjects, { metadata, spec }: ServiceObject): readonly PodObject[] {
  const wanted = requirementsOf({ matchLabels: spec.selector ?? {} });
  return (objects.list("pods", metadata.namespace) as readonly PodObject[]).filter(
    (pod) =>
      matchesLabels(pod.metadata.labels, wanted) &&
      pod.status?.podIP !== undefined &&
      pod.metadata.deletionTimestamp === undefined &&
      pod.status.phase !== "Succeeded" &&
      pod.status.phase !== "Failed",
  );
}

/** The container's port behind a Service's; null: the Pod has none of that name. */
function targetPort(pod: PodObject, { port, targetPort: target = port }: ServicePort): number | null {
  if (typeof target === "number") return target;
  const named = pod.spec.containers
    .flatMap((container) => container.ports ?? [])
    .find((candidate) => candidate.name === target);
  return named?.containerPort ?? null;
}

interface PortEntry {
  readonly name?: string;
  readonly port: number;
  readonly protocol: string;
}

function portsOf(pod: PodObject, service: ServiceObject): readonly PortEntry[] {
  return (service.spec.ports ?? []).flatMap((port) => {
    const target = targetPort(pod, port);
    const { name, protocol = "TCP" } = port;
    return target === null ? [] : [{ ...(name === undefined ? {} : { name }), port: target, protocol }];
  });
}

const reference = ({ metadata }: PodObject): object => ({
  kind: "Pod",
  namespace: metadata.namespace,
  name: metadata.name,
  uid: metadata.uid,
});
const isServing = (pod: PodObject, service: ServiceObject): boolean =>
  service.spec.publishNotReadyAddresses === true || isReady(pod.status?.conditions);

/** Pods with the same ports make a subset. */
function writeEndpoints(objects: KubeObjects, service: ServiceObject, pods: readonly PodObject[]): void {
  const groups = new Map<string, PodObject[]>();
  for (const pod of pods) {
    const key = JSON.stringify(portsOf(pod, service));
    groups.set(key, [...(groups.get(key) ?? []), pod]);
  }
  const subsets = [...groups].map(([ports, members]) => {
    const address = (pod: PodObject): object => ({
      ip: pod.status!.podIP,
      nodeName: pod.spec.nodeName,
      targetRef: reference(pod),
    });
    const ready = members.filter((pod) => isServing(pod, service)).map(address);
    const unready = members.filter((pod) => !isServing(pod, service)).map(address);
    return {
      ...(ready.length > 0 ? { addresses: ready } : {}),
      ...(unready.length > 0 ? { notReadyAddresses: unready } : {}),
      ports: JSON.parse(ports) as readonly PortEntry[],
    };
  });
  const { name, namespace, labels } = service.metadata;
  const annotations = { "endpoints.kubernetes.io/managed-by": MANAGED_BY };
  const object = {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: { name, namespace: namespace!, annotations, ...(labels === undefined ? {} : { labels }) },
    ...(subsets.length > 0 ? { subsets } : {}),
  };
  const old = objects.get("endpoints", namespace!, name);
  if (old === undefined) objects.create("endpoints", object);
  else if (!sameJson(old["subsets"], object.subsets)) objects.update("endpoints", { ...old, subsets: object.subsets });
}

function writeSlice(objects: KubeObjects, service: ServiceObject, pods: readonly PodObject[]): void {
  const { name, namespace } = service.metadata;
  const endpoints = pods.map((pod) => ({
    addresses: [pod.status!.podIP],
    conditions: { ready: isServing(pod, service), serving: isReady(pod.status?.conditions), terminating: false },
    nodeName: pod.spec.nodeName,
    targetRef: reference(pod),
  }));
  const [first] = pods;
  const ports =
    first === undefined ? [] : portsOf(first, service).map(({ name: port = "", ...rest }) => ({ name: port, ...rest }));
  const content = { addressType: "IPv4", endpoints, ports };
  const old = objects.list("endpointslices", namespace).find(ownedBy(service));
  if (old === undefined) {
    objects.create("endpointslices", {
      apiVersion: "discovery.k8s.io/v1",
      kind: "EndpointSlice",
      metadata: {
        generateName: `${name}-`,
        namespace: namespace!,
        labels: { "kubernetes.io/service-name": name, "endpointslice.kubernetes.io/managed-by": MANAGED_BY },
        ownerReferences: [controllerReference(service)],
      },
      ...content,
    });
  } else if (!sameJson(contentOf(old), content)) objects.update("endpointslices", { ...old, ...content });
}

function contentOf({ addressType, endpoints, ports }: KubeObject): object {
  return { addressType, endpoints, ports };
}
