import type { Snapshot } from "@podpath/access-path";
import type { Answer } from "@podpath/checker";
import type { readOutputs } from "@podpath/infra";

type Outputs = NonNullable<ReturnType<typeof readOutputs>>;

/**
 * What the cloud calls each thing of a drill, by what it is to the drill: `group/deny-all-inbound`, `eni/10.0.35.179/1`. Two labs
 * of one drill have the same names and other ids, so that a call made in one can be made in the other.
 */
export function nameThings(outputs: Outputs, { vpc, subnets, nodes }: Snapshot): Readonly<Record<string, string>> {
  const keyed = (kind: string, ids: Readonly<Record<string, string>>) =>
    Object.entries(ids).map(([key, id]) => [`${kind}/${key}`, id] as const);
  return Object.fromEntries([
    ["vpc", vpc.id],
    ["cluster", outputs.clusterId],
    ...keyed("group", outputs.groupIds),
    ...keyed("pool", outputs.nodePoolIds),
    ...subnets.map(({ cidr, id }) => [`subnet/${cidr}`, id] as const),
    ...nodes.map(({ address, instanceId }) => [`instance/${address}`, instanceId] as const),
    ...nodes.flatMap(({ address, enis }) =>
      enis.map(({ deviceIndex, id }) => [`eni/${address}/${deviceIndex}`, id] as const),
    ),
  ]);
}

/** An id as the cloud makes them. */
const ID = /\b[a-z]{2,12}-[a-z0-9]{8}\b/g;

/** A text with every known id replaced by what it is called here. */
export function translate(text: string, ids: ReadonlyMap<string, string>): string {
  return text.replace(ID, (id) => ids.get(id) ?? id);
}

/** A diagnosis with the things that it blames called otherwise; what isn't known stays as it is. */
export function translateAnswer(answer: Answer, ids: ReadonlyMap<string, string>): Answer {
  if (answer.kind !== "diagnosis" || answer.blame === null) return answer;
  const { eniId, groupId } = answer.blame;
  return {
    ...answer,
    blame: { ...answer.blame, eniId: ids.get(eniId) ?? eniId, groupId: ids.get(groupId) ?? groupId },
  };
}

/**
 * Learn from two answers to the same call which id of one lab is which of the other: ids at the same place of the two.
 *
 * @param ids is added to
 */
export function learnIds(theirs: unknown, ours: unknown, ids: Map<string, string>): void {
  if (typeof theirs === "string" && typeof ours === "string") {
    if (theirs !== ours && isId(theirs) && isId(ours)) ids.set(theirs, ours);
    return;
  }
  if (typeof theirs !== "object" || typeof ours !== "object" || theirs === null || ours === null) return;
  for (const [key, value] of Object.entries(theirs)) {
    if (Object.hasOwn(ours, key)) learnIds(value, (ours as Record<string, unknown>)[key], ids);
  }
}

function isId(text: string): boolean {
  return text.match(ID)?.[0] === text;
}
