import { canonicalAddress, type Flow } from "@podpath/access-path";
import { EXIT, LabError, usageError } from "../lab-error.ts";
import type { KubePod } from "../real-cluster/answers.ts";
import { editsBetween } from "../text/nearest.ts";
import { message } from "../text/translate.ts";
import type { AddressName, PodName } from "./read-line.ts";
import type { ClusterObjects } from "./read-objects.ts";

/** A Pod at an end of the flow. */
export interface PodEnd {
  readonly kind: "pod";
  readonly namespace: string;
  readonly name: string;
  readonly address: string;
  readonly nodeName: string;
  /** It shares its node's network: the node's primary interface and its groups are what counts. */
  readonly hostNetwork: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** The first container, where a probe would run. */
  readonly container: string;
  /** The cluster's word for what that container does instead of running, `ErrImagePull`; null: it runs. */
  readonly stopped: string | null;
  /** The same for a Pod that isn't ready; null: it is, for all that its status says. */
  readonly unready: string | null;
}

export interface AddressEnd {
  readonly kind: "address";
  readonly address: string;
}

export interface Ends {
  readonly from: PodEnd;
  readonly to: PodEnd | AddressEnd;
  readonly flow: Flow;
}

/** How many Pods a message names. */
const MOST_SUGGESTIONS = 5;

/**
 * The two ends among the cluster's Pods, and the flow between them.
 *
 * @param namespace where Pods without one are looked for
 * @throws LabError `NoSuchPod`, `PodWithoutAddress`, `WhichPort`
 */
export function findEnds(
  { pods, podsOfNamespaces }: ClusterObjects,
  asked: { readonly from: PodName; readonly to: PodName | AddressName; readonly protocol: Flow["protocol"] },
  namespace: string,
): Ends {
  const find = (name: PodName) => findPod(pods, name, namespace, podsOfNamespaces);
  const source = find(asked.from);
  const target = asked.to.kind === "pod" ? find(asked.to) : (ownerOf(pods, asked.to.address) ?? null);
  const destination = asked.to.kind === "address" ? asked.to.address : addressesOf(target!)[0]!;
  const sources = addressesOf(source);
  const sameFamily = sources.find((address) => address.includes(":") === destination.includes(":"));
  const protocol = asked.protocol === "icmp" && destination.includes(":") ? "icmpv6" : asked.protocol;
  const hasPorts = protocol === "tcp" || protocol === "udp";
  return {
    from: podEnd(source, sameFamily ?? sources[0]!),
    to: target ? podEnd(target, destination) : { kind: "address", address: destination },
    flow: {
      protocol,
      source: sameFamily ?? sources[0]!,
      destination,
      destinationPort: hasPorts ? (asked.to.port ?? declaredPort(target, protocol, destination)) : null,
    },
  };
}

function podEnd({ metadata, spec, status }: KubePod, address: string): PodEnd {
  return {
    kind: "pod",
    namespace: namespaceOf(metadata),
    name: metadata.name,
    address,
    nodeName: spec.nodeName ?? "",
    hostNetwork: spec.hostNetwork === true,
    labels: metadata.labels ?? {},
    container: spec.containers[0]?.name ?? "",
    stopped: stoppedBy(status, spec.containers[0]?.name),
    unready: unreadyBy(status),
  };
}

/** A Pod may have an address long before its containers run, and keep it when they no longer do. */
function stoppedBy(status: KubePod["status"], container: string | undefined): string | null {
  const state = status?.containerStatuses?.find(({ name }) => name === container)?.state;
  const reason = state?.waiting?.reason ?? state?.terminated?.reason;
  if (state !== undefined && state.running === undefined) return reason ?? status?.phase ?? "Unknown";
  return status?.phase === undefined || status.phase === "Running" ? null : status.phase;
}

function unreadyBy(status: KubePod["status"]): string | null {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  const names = status?.containerStatuses?.map(({ name }) => name) ?? [];
  const stopped = names.map((name) => stoppedBy(status, name)).find((reason) => reason !== null);
  if (stopped !== undefined) return stopped;
  if (status?.phase !== undefined && status.phase !== "Running") return status.phase;
  return ready?.status === "False" ? (ready.reason ?? "NotReady") : null;
}

function namespaceOf({ namespace }: KubePod["metadata"]): string {
  return namespace ?? "default";
}

/** IPv4 first, as everywhere. */
function addressesOf({ status }: KubePod): readonly string[] {
  const all = status?.podIPs?.map(({ ip }) => ip) ?? (status?.podIP ? [status.podIP] : []);
  return all
    .map((ip) => canonicalAddress(ip) ?? ip)
    .toSorted((a, b) => Number(a.includes(":")) - Number(b.includes(":")));
}

function isOver({ metadata, status }: KubePod): boolean {
  return status?.phase === "Succeeded" || status?.phase === "Failed" || metadata.deletionTimestamp !== undefined;
}

/** The Pod that has an address now; a hostNetwork Pod doesn't own its node's. */
function ownerOf(pods: readonly KubePod[], address: string): KubePod | undefined {
  return pods.find((pod) => !isOver(pod) && pod.spec.hostNetwork !== true && addressesOf(pod).includes(address));
}

function findPod(pods: readonly KubePod[], asked: PodName, fallback: string, onlyTheirs: boolean): KubePod {
  const namespace = asked.namespace ?? fallback;
  const found = pods.find(({ metadata }) => metadata.name === asked.name && namespaceOf(metadata) === namespace);
  if (found === undefined) throw noSuchPod(pods, namespace, asked.name, onlyTheirs);
  if (addressesOf(found).length > 0 && !isOver(found) && found.spec.nodeName !== undefined) return found;
  const phase = found.metadata.deletionTimestamp === undefined ? (found.status?.phase ?? "Unknown") : "Terminating";
  throw new LabError(
    "PodWithoutAddress",
    message("diagnose.pod-not-up", { pod: `${namespace}/${asked.name}`, phase }),
    message(isOver(found) ? "diagnose.pod-over.hint" : "diagnose.pod-not-up.hint", { namespace, name: asked.name }),
    EXIT.notYet,
  );
}

/** `kubectl` takes `pod/NAME`; here the first part is a namespace. */
const KINDS = /^(po|pods?|deploy|deployments?|sts|statefulsets?|ds|daemonsets?|rs|replicasets?|svc|services?)$/;

function noSuchPod(pods: readonly KubePod[], namespace: string, name: string, onlyTheirs: boolean): LabError {
  if (KINDS.test(namespace)) {
    return usageError(
      "NoSuchPod",
      message("diagnose.no-pod", { pod: `${namespace}/${name}` }),
      message("diagnose.kind-written.hint", { kind: namespace, name }),
    );
  }
  const near = nearest(pods, namespace, name).map(({ metadata }) => `${namespaceOf(metadata)}/${metadata.name}`);
  return usageError(
    "NoSuchPod",
    message("diagnose.no-pod", { pod: `${namespace}/${name}` }),
    near.length > 0
      ? message("diagnose.no-pod.near", { near: near.join(", ") })
      : message(onlyTheirs ? "diagnose.no-pod.forbidden" : "diagnose.no-pod.hint", { namespace }),
  );
}

/** Pods that were perhaps meant: the same name elsewhere, one that begins so (a Deployment's), or a slip of the keyboard. */
function nearest(pods: readonly KubePod[], namespace: string, name: string): readonly KubePod[] {
  const rank = ({ metadata }: KubePod): number => {
    if (metadata.name === name) return 0;
    const elsewhere = namespaceOf(metadata) === namespace ? 0 : 1;
    if (metadata.name.startsWith(name)) return 1 + elsewhere;
    const stem = metadata.name.slice(0, name.length);
    const distance = Math.min(editsBetween(metadata.name, name), editsBetween(stem, name));
    return distance <= Math.max(1, Math.floor(name.length / 4)) ? 3 + distance + elsewhere : Number.POSITIVE_INFINITY;
  };
  return pods
    .map((pod) => ({ pod, place: rank(pod) }))
    .filter(({ place }) => Number.isFinite(place))
    .toSorted((a, b) => a.place - b.place || a.pod.metadata.name.localeCompare(b.pod.metadata.name))
    .slice(0, MOST_SUGGESTIONS)
    .map(({ pod }) => pod);
}

/** The one port of this protocol that the Pod's containers declare. */
function declaredPort(pod: KubePod | null, protocol: string, destination: string): number {
  const ports = (pod?.spec.containers ?? []).flatMap(({ ports: declared = [] }) =>
    declared
      .filter(({ protocol: name = "TCP" }) => name.toLowerCase() === protocol)
      .map(({ containerPort }) => containerPort),
  );
  const [port] = ports;
  if (port !== undefined && new Set(ports).size === 1) return port;
  throw usageError(
    "WhichPort",
    message("diagnose.which-port", { to: pod?.metadata.name ?? destination }),
    message("diagnose.which-port.hint", {
      declared: [...new Set(ports)].join(", ") || "-",
      example: `${destination.includes(":") ? `[${destination}]` : destination}:${protocol === "udp" ? 53 : 80}`,
    }),
  );
}
