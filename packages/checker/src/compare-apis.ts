import { difference, filterHops, reach, tracePath } from "@podpath/access-path";
import type { Direction, Eni, Flow, Snapshot } from "@podpath/access-path";
import type { Text } from "@podpath/scenarios";
import { say } from "./judgement.ts";
import { printBoxes } from "./print-boxes.ts";
import type { PeopledWorld, PlacedActor } from "./world.ts";

const DIRECTIONS: readonly Direction[] = ["ingress", "egress"];

/**
 * Where the state that packets obey and the one that the APIs answer differ about what filters the two Pods: their interfaces,
 * the groups bound there and in which order, what each direction lets by, and which rule decides the flows that were probed.
 * Empty: they tell one story. Names, remarks and whatever filters nobody may differ.
 */
export function compareApis(world: PeopledWorld, apis: Snapshot, flows: readonly Flow[]): readonly Text[] {
  const { snapshot, podA, podB } = world;
  const feature =
    apis.eniSecurityGroups === snapshot.eniSecurityGroups
      ? []
      : [differ("eniSecurityGroups", apis.eniSecurityGroups, snapshot.eniSecurityGroups)];
  const placed = [podA, podB].flatMap((actor) => comparePlace(actor, apis));
  // Each comparison stands on the one before: a state with a part missing can't be traced through.
  const filters = placed.length > 0 ? placed : [podA, podB].flatMap(({ eni }) => compareInterface(eni, snapshot, apis));
  const decided = filters.length > 0 ? filters : flows.flatMap((flow) => compareHops(flow, snapshot, apis));
  return [...feature, ...decided];
}

/** The same Pod, at the same address, on the same interface? */
function comparePlace({ pod, eni }: PlacedActor, apis: Snapshot): readonly Text[] {
  const theirs = apis.pods.find(({ uid }) => uid === pod.uid);
  const place = (addresses: readonly string[], eniId: string) => `${addresses.join(" ")} @ ${eniId}`;
  const [read, obeyed] = [
    theirs === undefined ? "–" : place(theirs.addresses, theirs.eniId),
    place(pod.addresses, pod.eniId),
  ];
  if (read !== obeyed) return [differ(pod.name, read, obeyed)];
  return findEni(apis, eni.id) === undefined ? [differ(eni.id, "–", obeyed)] : [];
}

function compareInterface(eni: Eni, snapshot: Snapshot, apis: Snapshot): readonly Text[] {
  const bound = findEni(apis, eni.id)!.securityGroups;
  if (bound.join() !== eni.securityGroups.join())
    return [differ(eni.id, bound.join(" ") || "–", eni.securityGroups.join(" ") || "–")];
  const unread = bound.filter((id) => !apis.securityGroups.some((group) => group.id === id));
  if (unread.length > 0) return unread.map((id) => differ(id, "–", id));
  return DIRECTIONS.flatMap((direction) => {
    const [read, obeyed] = [reach(apis, eni.id, direction), reach(snapshot, eni.id, direction)];
    const print = (boxes: typeof read) => printBoxes(boxes, direction).join("; ") || "–";
    const [more, less] = [difference(read, obeyed), difference(obeyed, read)];
    return more.length + less.length === 0 ? [] : [differ(`${eni.id} ${direction}`, print(more), print(less))];
  });
}

/** Equal sets may still be decided by different rules, and the counters are told apart by rule. */
function compareHops(flow: Flow, snapshot: Snapshot, apis: Snapshot): readonly Text[] {
  const hopsOf = (state: Snapshot) =>
    filterHops(tracePath(state, flow)).map(
      ({ eniId, direction, verdict }) =>
        `${eniId}/${verdict.groupId ?? verdict.kind}/${direction}/${verdict.rule ?? "end"} ${verdict.action}`,
    );
  const [read, obeyed] = [hopsOf(apis).join(", "), hopsOf(snapshot).join(", ")];
  return read === obeyed ? [] : [differ(flow.destination, read, obeyed)];
}

function findEni({ nodes }: Snapshot, id: string): Eni | undefined {
  return nodes.flatMap(({ enis }) => enis).find((eni) => eni.id === id);
}

function differ(what: string, read: string, obeyed: string): Text {
  return say(
    `${what}：API 里是 ${read}，数据面是 ${obeyed}`,
    `${what}: the APIs say ${read}, the data plane ${obeyed}`,
  );
}
