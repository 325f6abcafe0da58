import type { PlaceholderValues } from "@podpath/scenarios";
import { tryActor, type Lab } from "./lab.ts";
import type { LabFolder } from "./lab-folder.ts";

/** What `{podA}`, `{nodeB}`, … of a scenario's texts stand for in this lab, as far as it is there yet. */
export async function placeholderValues(lab: Lab, folder: LabFolder): Promise<Partial<PlaceholderValues>> {
  const snapshot = await lab.snapshot();
  const [a, b] = [tryActor(snapshot, lab.scenario, "podA"), tryActor(snapshot, lab.scenario, "podB")];
  const [first, second] = snapshot.nodes.map((node) => node.name);
  return withoutUndefined({
    manifest: folder.path("work/deployment.yaml"),
    nodeA: a?.node.name ?? first,
    nodeB: b?.node.name ?? second,
    podA: a?.pod.addresses[0],
    podB: b?.pod.addresses[0],
    podAName: a?.pod.name,
    podBName: b?.pod.name,
    groupA: a?.eni.securityGroups[0],
    groupB: b?.eni.securityGroups[0],
  });
}

function withoutUndefined(values: {
  readonly [name in keyof PlaceholderValues]: string | undefined;
}): Partial<PlaceholderValues> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
