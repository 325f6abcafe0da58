import { decide } from "./evaluate.ts";
import { hasPorts } from "./flow.ts";
import { modelOf } from "./model.ts";
import type { Endpoint, Model, PlacedEni } from "./model.ts";
import type { AccessPath, Disposition, EndpointRole, FilterHop, Hop, PodHop, Route } from "./path.ts";
import type { Direction, Flow, Snapshot } from "./snapshot.ts";

/** A hop before it is known whether the flow gets there. */
type Step = Hop extends infer H ? (H extends Hop ? Omit<H, "reached"> : never) : never;

/**
 * Follow a new connection from its source to its destination, hop by hop, through a cluster whose Pods share their node's
 * secondary interface: traffic between nodes leaves by the interface that owns the source address and enters by the one that
 * owns the destination; traffic inside a node meets neither, so no group.
 *
 * A VPC is silent: dropped and no-route both look like a time-out to the client. A Pod refuses a port when it declares ports
 * and this is none of them; of a node, and of a Pod that declares none, only the arrival is known.
 *
 * @source docs/facts.md#same-node-bypass docs/facts.md#shared-eni-path
 */
export function tracePath(snapshot: Snapshot, flow: Flow): AccessPath {
  const model = modelOf(snapshot);
  const source = model.endpoint(flow.source);
  const destination = model.endpoint(flow.destination);
  const route = routeOf(flow, source, destination);
  const hops = markReached(stepsOf(model, flow, route, source, destination));
  return { flow, route, hops, disposition: dispositionOf(model, flow, route, hops, destination) };
}

/**
 * Follow the same connection from every node and Pod of the snapshot that has an address of the family: who can reach this
 * address and port, and what stops the others?
 */
export function tracePathsTo(snapshot: Snapshot, to: Omit<Flow, "source">): AccessPath[] {
  const isV6 = to.destination.includes(":");
  const owners = [
    ...snapshot.nodes.map((node) => node.enis.find((eni) => eni.primary)?.addresses ?? []),
    ...snapshot.pods.map((pod) => pod.addresses),
  ];
  const sources = owners.flatMap((addresses) => addresses.find((address) => address.includes(":") === isV6) ?? []);
  return sources.filter((source) => source !== to.destination).map((source) => tracePath(snapshot, { ...to, source }));
}

function routeOf(flow: Flow, source: Endpoint, destination: Endpoint): Route {
  if (flow.source.includes(":") !== flow.destination.includes(":")) return "mixed-families";
  if (destination.kind === "unknown") return "to-unknown";
  if (source.kind === "unknown" || source.kind === "spare") return "from-outside";
  return source.at.node.name === destination.at.node.name && destination.kind !== "spare" ? "same-node" : "cross-node";
}

function stepsOf(model: Model, flow: Flow, route: Route, source: Endpoint, destination: Endpoint): Step[] {
  const start = endpointStep(source, "source");
  const end = endpointStep(destination, "destination");
  const leave = () => (source.kind === "unknown" || source.kind === "spare" ? [] : leaving(model, flow, source));
  const enter = () => (destination.kind === "unknown" ? [] : entering(model, flow, destination));
  const vpc: Step = { kind: "vpc", vpcId: model.snapshot.vpc.id };
  switch (route) {
    case "mixed-families":
      return [start, end];
    case "same-node":
      return sameNodeSteps(source, destination, start, end);
    case "to-unknown":
    case "from-outside":
    case "cross-node":
      return [start, ...leave(), vpc, ...enter(), end];
    default:
      return route satisfies never;
  }
}

/** Only a packet between two Pods of a node is forwarded by it; one to or from the node itself is the node's own. */
function sameNodeSteps(source: Endpoint, destination: Endpoint, start: Step, end: Step): Step[] {
  const forwarded = source.kind === "pod" && destination.kind === "pod" && source.pod.uid !== destination.pod.uid;
  return forwarded ? [start, carrierStep(source.at), end] : [start, end];
}

function leaving(model: Model, flow: Flow, source: Endpoint & { readonly at: PlacedEni }): Step[] {
  const carrier = source.kind === "pod" ? [carrierStep(source.at)] : [];
  return [...carrier, filterStep(model, flow, source.at, "egress")];
}

function entering(model: Model, flow: Flow, destination: Endpoint & { readonly at: PlacedEni }): Step[] {
  const carrier = destination.kind === "node" ? [] : [carrierStep(destination.at)];
  return [filterStep(model, flow, destination.at, "ingress"), ...carrier];
}

function filterStep(model: Model, flow: Flow, { eni, node }: PlacedEni, direction: Direction): Step {
  const filter = model.filter(eni.id, direction);
  const verdict = decide(filter, flow);
  const { id: eniId, primary } = eni;
  return { kind: "filter", eniId, primary, nodeName: node.name, direction, groupIds: filter.groupIds, verdict };
}

function carrierStep({ node }: PlacedEni): Step {
  return { kind: "node", role: "carrier", address: node.address, nodeName: node.name };
}

function endpointStep(endpoint: Endpoint, role: EndpointRole): Step {
  const { kind, address } = endpoint;
  switch (kind) {
    case "pod": {
      const { uid: podUid, namespace, name, nodeName } = endpoint.pod;
      return { kind, role, address, podUid, namespace, name, nodeName };
    }
    case "node":
      return { kind, role, address, nodeName: endpoint.at.node.name };
    case "spare":
    case "unknown":
      return { kind: "unknown", role, address };
    default:
      return kind satisfies never;
  }
}

/** Everything up to and including the first filter that drops is reached, and nothing behind it. */
function markReached(steps: readonly Step[]): Hop[] {
  const stop = steps.findIndex((step) => step.kind === "filter" && step.verdict.action === "drop");
  return steps.map((step, index) => ({ ...step, reached: stop < 0 || index <= stop }));
}

function dispositionOf(
  model: Model,
  flow: Flow,
  route: Route,
  hops: readonly Hop[],
  destination: Endpoint,
): Disposition {
  const at = hops.find((hop): hop is FilterHop => hop.kind === "filter" && hop.verdict.action === "drop");
  if (at !== undefined) return { kind: "dropped", at };
  if (route === "mixed-families") return { kind: "no-route", from: flow.source };
  if (destination.kind === "unknown") return { kind: "no-route", from: model.snapshot.vpc.id };
  if (destination.kind === "spare") return { kind: "no-route", from: destination.at.node.name };
  if (destination.kind === "pod" && !listens(destination, flow)) return { kind: "refused", by: hops.at(-1) as PodHop };
  return { kind: "delivered" };
}

/** A Pod that declares no ports may listen anywhere; so may it on a protocol without ports. */
export function listens({ pod }: Endpoint & { readonly kind: "pod" }, flow: Flow): boolean {
  const ports = pod.containers.flatMap((container) => container.ports);
  if (ports.length === 0 || !hasPorts(flow.protocol)) return true;
  return ports.some(({ protocol, port }) => protocol === flow.protocol && port === flow.destinationPort);
}
