import type { ClusterNode, Eni, Flow, Pod, Snapshot } from "@podpath/access-path";
import { findActor } from "@podpath/scenarios";
import type { Actor, Scenario } from "@podpath/scenarios";
import { startingPoint } from "./start.ts";

/** An actor as it is found now, with the interface that owns its address. */
export interface PlacedActor {
  readonly pod: Pod;
  readonly node: ClusterNode;
  readonly eni: Eni;
}

/** Scenario and state side by side: what every check starts from. */
export interface World {
  readonly scenario: Scenario;
  readonly snapshot: Snapshot;
  /** The same nodes and Pods under the rules and bindings that the drill began with. */
  readonly start: Snapshot;
  readonly podA: PlacedActor | null;
  readonly podB: PlacedActor | null;
}

/** A world in which both Pods run. */
export interface PeopledWorld extends World {
  readonly podA: PlacedActor;
  readonly podB: PlacedActor;
}

export function makeWorld(scenario: Scenario, snapshot: Snapshot): World {
  const podB = placeActor(scenario, snapshot, "podB");
  const start = startingPoint(scenario, snapshot, podB?.node.name);
  return { scenario, snapshot, start, podA: placeActor(scenario, snapshot, "podA"), podB };
}

export function isPeopled(world: World): world is PeopledWorld {
  return world.podA !== null && world.podB !== null;
}

function placeActor(scenario: Scenario, snapshot: Snapshot, actor: Actor): PlacedActor | null {
  const pod = findActor(scenario[actor], snapshot.pods);
  const node = snapshot.nodes.find(({ name }) => name === pod?.nodeName);
  const eni = node?.enis.find(({ id }) => id === pod?.eniId);
  return pod === undefined || node === undefined || eni === undefined ? null : { pod, node, eni };
}

/** A node has one interface address family for the drills: IPv4, which stands first. */
export function addressOf({ pod }: PlacedActor): string {
  return pod.addresses[0]!;
}

/** Pod A to a TCP port of Pod B. */
export function flowTo(world: PeopledWorld, port: number): Flow {
  return {
    protocol: "tcp",
    source: addressOf(world.podA),
    destination: addressOf(world.podB),
    destinationPort: port,
  };
}
