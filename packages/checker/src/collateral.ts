import type { ClusterNode, Direction, Eni } from "@podpath/access-path";
import { openedSinceStart } from "./allowed.ts";
import type { Collateral } from "./grade.ts";
import { printBoxes } from "./print-boxes.ts";
import type { World } from "./world.ts";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/**
 * What is open now and wasn't at the start at every interface but the one that is judged: a group is seldom bound to one
 * interface alone, and its rule opens all of them.
 */
export function findCollateral(world: World): readonly Collateral[] {
  const { at } = world.scenario.needed;
  return world.snapshot.nodes.flatMap((node) =>
    node.enis
      .filter(({ id }) => id !== world[at]?.eni.id)
      .flatMap((eni) => DIRECTIONS.flatMap((direction) => openedAt(world, node, eni, direction))),
  );
}

function openedAt(world: World, node: ClusterNode, eni: Eni, direction: Direction): readonly Collateral[] {
  const opened = printBoxes(openedSinceStart(world, eni.id, direction), direction);
  if (opened.length === 0) return [];
  return [{ eniId: eni.id, nodeName: node.name, primary: eni.primary, direction, opened }];
}
