import type { Verdict } from "./evaluate.ts";
import type { Address, Direction, Flow } from "./snapshot.ts";

/** How a flow travels, and so which filters it meets. */
export type Route =
  /** Between two nodes through the VPC: out of one interface, into another. */
  | "cross-node"
  /** The node forwards or delivers it itself: no interface, so no group, is met. */
  | "same-node"
  /** From an address that the snapshot doesn't know, to one that it does. */
  | "from-outside"
  /** To an address that nothing in the snapshot holds. */
  | "to-unknown"
  /** Source and destination are of different families. */
  | "mixed-families";

export type EndpointRole = "source" | "destination";

interface HopBase {
  /** Does the flow get here, or was it dropped before? A hop that isn't reached says what would happen. */
  readonly reached: boolean;
}

export interface PodHop extends HopBase {
  readonly kind: "pod";
  readonly role: EndpointRole;
  readonly address: Address;
  readonly podUid: string;
  readonly namespace: string;
  readonly name: string;
  readonly nodeName: string;
}

export interface NodeHop extends HopBase {
  readonly kind: "node";
  /** `carrier`: the node of a Pod at either end, forwarding for it. */
  readonly role: EndpointRole | "carrier";
  readonly address: Address;
  readonly nodeName: string;
}

/** One direction of the groups on one interface. */
export interface FilterHop extends HopBase {
  readonly kind: "filter";
  readonly eniId: string;
  readonly primary: boolean;
  readonly nodeName: string;
  readonly direction: Direction;
  /** In binding order; empty: unfiltered. */
  readonly groupIds: readonly string[];
  readonly verdict: Verdict;
}

export interface VpcHop extends HopBase {
  readonly kind: "vpc";
  readonly vpcId: string;
}

/** An address that nothing in the snapshot holds. */
export interface UnknownHop extends HopBase {
  readonly kind: "unknown";
  readonly role: EndpointRole;
  readonly address: Address;
}

export type Hop = PodHop | NodeHop | FilterHop | VpcHop | UnknownHop;

/** What became of a flow. */
export type Disposition =
  | { readonly kind: "delivered" }
  /** Nothing listens: a RST (TCP) or a port-unreachable (UDP) came back. */
  | { readonly kind: "refused"; readonly by: PodHop }
  /** Silence: the client times out. The first filter that drops it. */
  | { readonly kind: "dropped"; readonly at: FilterHop }
  /** Silence too: nobody holds the address. `from` is the id or name of what has no way on. */
  | { readonly kind: "no-route"; readonly from: string };

/** Every hop a flow meets, in order, and what became of it. */
export interface AccessPath {
  readonly flow: Flow;
  readonly route: Route;
  readonly hops: readonly Hop[];
  readonly disposition: Disposition;
}

/** The filters of a path, in order. */
export function filterHops(path: AccessPath): FilterHop[] {
  return path.hops.filter((hop) => hop.kind === "filter");
}
