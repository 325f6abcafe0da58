import type { Hop } from "../path.ts";
import { centreOf, type Box, type Layout, type NodeKey, type Point } from "./layout.ts";
import type { Scene } from "./scene.ts";
import type { DrawnPath } from "./tone.ts";

/** The line a flow takes through the drawing, cut where the flow ends. */
export interface Track {
  readonly travelled: readonly Point[];
  /** What it would still have had before it; empty when it arrived. */
  readonly ahead: readonly Point[];
}

/** Lay a path over the drawing. Lines run along the axes only. */
export function trackOf(path: DrawnPath, scene: Scene, layout: Layout): Track {
  const stops = path.hops.map((hop, index) => ({ hop, points: pointsOf(hop, index, path, scene, layout) }));
  const lastReached = stops.findLastIndex(({ hop, points }) => hop.reached && points.length > 0);
  const travelled = join(
    stops.slice(0, lastReached + 1).flatMap(({ points }) => points),
    layout,
  );
  const rest = stops.slice(lastReached + 1).flatMap(({ points }) => points);
  const ahead = rest.length === 0 ? [] : join([...travelled.slice(-1), ...rest], layout);
  return { travelled, ahead };
}

/** Length of a line in the drawing's units. */
export function lengthOf(points: readonly Point[]): number {
  return points.slice(1).reduce((sum, point, index) => sum + distance(points[index]!, point), 0);
}

export function pathData(points: readonly Point[]): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x} ${y}`).join(" ");
}

/** Where a node of the snapshot stands in the drawing. */
export function nodeKey(name: string, scene: Scene): NodeKey {
  return name === scene.nodeA.name ? "a" : "b";
}

export function podBox(uid: string, scene: Scene, layout: Layout): Box {
  const { podA, podB } = scene;
  return uid === podA?.uid || podB === null ? layout.podA : layout.podB[nodeKey(podB.nodeName, scene)];
}

function pointsOf(hop: Hop, index: number, path: DrawnPath, scene: Scene, layout: Layout): readonly Point[] {
  switch (hop.kind) {
    case "pod":
      return [centreOf(podBox(hop.podUid, scene, layout))];
    case "node":
      return hop.role === "carrier"
        ? carrierPoints(path, index, scene, layout)
        : [layout.host[nodeKey(hop.nodeName, scene)]];
    case "filter":
      return [layout[hop.primary ? "primary" : "secondary"][nodeKey(hop.nodeName, scene)]];
    case "vpc":
      return [];
    case "unknown":
      return [centreOf(layout.vpc)];
    default:
      return hop satisfies never;
  }
}

/** Inside one node the line goes round by the node's own forwarding; otherwise the interface follows at once. */
function carrierPoints(path: DrawnPath, index: number, scene: Scene, layout: Layout): readonly Point[] {
  if (path.route !== "same-node") return [];
  const before = path.hops[index - 1];
  const down = before?.kind !== "pod" || before.podUid === scene.podA?.uid;
  return down ? layout.bend : layout.bend.toReversed();
}

/** Points on different rows are joined in the middle of the VPC. */
function join(points: readonly Point[], layout: Layout): Point[] {
  return points.flatMap((point, index) => {
    const last = points[index - 1];
    if (last === undefined || last.x === point.x || last.y === point.y) return [point];
    const middle = layout.name === "wide" ? (last.x + point.x) / 2 : (last.y + point.y) / 2;
    return layout.name === "wide"
      ? [{ x: middle, y: last.y }, { x: middle, y: point.y }, point]
      : [{ x: last.x, y: middle }, { x: point.x, y: middle }, point];
  });
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
