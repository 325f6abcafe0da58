import { includes } from "@podpath/access-path";
import type { Snapshot } from "@podpath/access-path";
import type { Scenario } from "@podpath/scenarios";
import { flowsOf, toleratedSet } from "./allowed.ts";
import type { ProbeRequest } from "./evidence.ts";
import { addressOf, isPeopled, makeWorld } from "./world.ts";
import type { PeopledWorld } from "./world.ts";

/**
 * The connections that a grade of this state needs. None while a Pod is missing: there is nobody to ask, and the grade says so.
 */
export function plan(scenario: Scenario, snapshot: Snapshot): readonly ProbeRequest[] {
  const world = makeWorld(scenario, snapshot);
  if (!isPeopled(world)) return [];
  const { port } = scenario.podB;
  const symptom = request(world, "symptom", port, null, {
    zh: "从 Pod A 真连一次 Pod B 的服务端口",
    en: "one real connection from Pod A to Pod B's service port",
  });
  const closed = Object.hasOwn(scenario.grading.points, "deny.still-blocked") ? closedPort(world) : undefined;
  if (closed === undefined) return [symptom];
  const deny = request(world, "still-blocked", closed, "symptom", {
    zh: "不该放通的端口，应该仍然没有回应",
    en: "a port that nobody needs must still be silent",
  });
  return [symptom, deny];
}

function request(
  world: PeopledWorld,
  id: ProbeRequest["id"],
  port: number,
  control: ProbeRequest["control"],
  why: ProbeRequest["why"],
): ProbeRequest {
  const { namespace, name: pod } = world.podA.pod;
  const from = { namespace, pod, container: world.scenario.podA.container, address: addressOf(world.podA) };
  return { id, from, to: { address: addressOf(world.podB), port }, control, why };
}

/**
 * The port nearest to the service that no right fix opens from Pod A: a range one too wide shows up there first. Nothing need
 * listen on it, for a refusal already proves that the groups let the SYN by.
 */
function closedPort(world: PeopledWorld): number | undefined {
  const { port } = world.scenario.podB;
  const far = addressOf(world.scenario.needed.direction === "ingress" ? world.podA : world.podB);
  const set = toleratedSet(world);
  return [port + 1, port - 1, port + 1000, port + 8000]
    .filter((candidate) => candidate >= 1 && candidate <= 65_535)
    .find((candidate) => !includes(set, flowsOf(world, [`accept tcp ${far} ${candidate}`])));
}
