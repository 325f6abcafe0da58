import { printRule, type Flow, type Snapshot } from "@podpath/access-path";
import type { LessonGroup } from "../access-path/lesson.ts";
import type { Scene } from "../access-path/scene.ts";
import type { LiveActor, LiveLabInfo } from "./protocol.ts";

/** The picture's cast from the real snapshot; null while one of the Pods isn't there. */
export function liveScene(snapshot: Snapshot, { podA, podB }: LiveLabInfo): Scene | null {
  const [a, b] = [findPod(snapshot, podA), findPod(snapshot, podB)];
  const nodeA = snapshot.nodes.find(({ name }) => name === a?.nodeName);
  const hostOfB = snapshot.nodes.find(({ name }) => name === b?.nodeName);
  // With both Pods on one node, any other stands beside it.
  const nodeB = hostOfB === nodeA ? snapshot.nodes.find((node) => node !== nodeA) : hostOfB;
  return a && b && nodeA && nodeB ? { snapshot, podA: a, podB: b, nodeA, nodeB } : null;
}

function findPod({ pods }: Snapshot, actor: LiveActor | null) {
  return pods.find(({ namespace, name }) => namespace === actor?.namespace && name === actor.name);
}

/** The drill's own question. */
export function liveFlow({ podA, podB }: Scene, port: number): Flow {
  return { protocol: "tcp", source: podA.addresses[0]!, destination: podB.addresses[0]!, destinationPort: port };
}

/** The groups as the rule table takes them. */
export function liveGroups({ securityGroups }: Snapshot): readonly LessonGroup[] {
  return securityGroups.map(({ id, name, ingress, egress }) => ({
    id,
    name,
    ingress: ingress.map(printRule),
    egress: egress.map(printRule),
  }));
}
