import { LabError } from "../lab-error.ts";
import { pacer, type Pace } from "../pace.ts";
import { message } from "../text/translate.ts";
import {
  ENI_IPAMD,
  NEC_PATH,
  readFeature,
  readNec,
  readNodes,
  type ClusterHands,
  type ClusterRecord,
  type FeatureSettings,
  type RecordedNode,
} from "./cluster-record.ts";

/** Called with the record before every change, so that it is on disk first. */
export type Keep = (record: ClusterRecord) => void;

/** How long ipamd is given; the page says "at once", a busy cluster may need longer. */
export interface Patience {
  readonly timeoutMs: number;
  readonly pace: Pace;
}

/** ipamd acts at once or, where a change reaches new nodes only, never: so long it is watched before its part is done by hand. */
const BY_ITSELF_MS = 90_000;

function byItself(patience: Patience): Patience {
  return { ...patience, timeoutMs: Math.min(patience.timeoutMs, BY_ITSELF_MS) };
}

/** The list stays as it was found: it is not ours. */
function wanted({ feature }: ClusterRecord): FeatureSettings {
  return { ...feature, enableSecurityGroups: true };
}

/** Turns the switch on where it is off; a cluster that has it on is not touched. */
export async function switchOn(
  hands: ClusterHands,
  record: ClusterRecord,
  keep: Keep,
  patience: Patience,
): Promise<ClusterRecord> {
  if (record.feature.enableSecurityGroups) return record;
  const switching = { ...record, phase: "switching" } as const;
  keep(switching);
  if (!sameSettings(await readFeature(hands), wanted(record))) await writeFeature(hands, wanted(record), patience);
  const switched = { ...record, phase: "switched" } as const;
  keep(switched);
  return switched;
}

/** What the way back did, and what is left that it could not or must not do. */
export interface Restored {
  readonly changed: readonly string[];
  readonly left: readonly Leftover[];
}

export type Leftover =
  /** Neither as it was found nor as we set it: somebody else changed it since, and it is theirs. */
  | { readonly kind: "changed-by-others"; readonly now: FeatureSettings }
  | {
      readonly kind: "interface";
      readonly id: string;
      readonly node: string;
      readonly now: readonly string[];
      readonly was: readonly string[];
    }
  | { readonly kind: "nec"; readonly node: string; readonly now: readonly string[]; readonly was: readonly string[] };

/**
 * Puts the cluster back as it was recorded: the add-on's settings, then each node's NodeENIConfig and each interface's groups.
 * Never "off" for its own sake: groups that were bound before the lab came are bound again. Safe to repeat, from any phase.
 */
export async function restoreCluster(
  hands: ClusterHands,
  record: ClusterRecord,
  keep: Keep,
  patience: Patience,
  /** Also where somebody else has changed the settings since. */
  anyway = false,
): Promise<Restored> {
  if (record.feature.enableSecurityGroups || record.phase === "recorded") return { changed: [], left: [] };
  keep({ ...record, phase: "restoring" });
  const changed: string[] = [];
  const now = await readFeature(hands);
  if (!sameSettings(now, record.feature)) {
    if (!anyway && !sameSettings(now, wanted(record))) return { changed, left: [{ kind: "changed-by-others", now }] };
    await writeFeature(hands, record.feature, patience);
    changed.push(ENI_IPAMD);
  }
  await waitUntil(byItself(patience), async () => (await differences(hands, record)).length === 0);
  for (const difference of await differences(hands, record)) {
    if (difference.kind === "nec") await writeNec(hands, difference.node, difference.was);
    else if (difference.kind === "interface") await bindExactly(hands, difference.id, difference.now, difference.was);
    changed.push(difference.kind === "nec" ? `nec/${difference.node}` : difference.id);
  }
  await waitUntil(patience, async () => (await differences(hands, record)).length === 0);
  return { changed, left: await differences(hands, record) };
}

type Difference = Exclude<Leftover, { kind: "changed-by-others" }>;

/** Recorded nodes that are still there and not as recorded; nodes and interfaces that are gone are nobody's fault. */
async function differences(hands: ClusterHands, record: ClusterRecord): Promise<readonly Difference[]> {
  const nodes = new Map((await readNodes(hands)).map((node) => [node.name, node]));
  return record.nodes.flatMap((was): readonly Difference[] => {
    const now = nodes.get(was.name);
    return now === undefined ? [] : [...necDifference(was, now), ...interfaceDifferences(was, now)];
  });
}

function necDifference(was: RecordedNode, now: RecordedNode): readonly Difference[] {
  const [before, after] = [was.nec ?? [], now.nec ?? []];
  return before.join() === after.join() ? [] : [{ kind: "nec", node: was.name, now: after, was: before }];
}

function interfaceDifferences(was: RecordedNode, now: RecordedNode): readonly Difference[] {
  return was.interfaces.flatMap((before): readonly Difference[] => {
    const after = now.interfaces.find(({ id }) => id === before.id);
    if (before.primary || after === undefined || after.groups.join() === before.groups.join()) return [];
    return [{ kind: "interface", id: before.id, node: was.name, now: after.groups, was: before.groups }];
  });
}

/** Merged into the add-on's other settings, which are left alone. docs/facts.md#eniipamd-values */
async function writeFeature(hands: ClusterHands, settings: FeatureSettings, patience: Patience): Promise<void> {
  const { cloud, clusterId } = hands;
  const RawValues = Buffer.from(JSON.stringify({ vpcCni: { securityGroups: settings } })).toString("base64");
  const addon = { ClusterId: clusterId, AddonName: ENI_IPAMD };
  await cloud.call("tke", "UpdateAddon", { ...addon, RawValues, UpdateStrategy: "merge" });
  const settled = await waitUntil(patience, async () => {
    const { Addons } = await cloud.call<{ Addons: readonly { Phase: string; Reason?: string }[] }>(
      "tke",
      "DescribeAddon",
      addon,
    );
    const { Phase, Reason = "" } = Addons[0] ?? { Phase: "" };
    if (Phase.endsWith("Failed")) throw addonFailed(Phase, Reason);
    return (Phase === "Succeeded" || Phase === "Running") && sameSettings(await readFeature(hands), settings);
  });
  if (!settled) throw addonFailed("timeout", "");
}

async function writeNec({ kube }: ClusterHands, node: string, securityGroups: readonly string[]): Promise<void> {
  await kube.text({
    method: "PATCH",
    path: `${NEC_PATH}/${node}`,
    contentType: "application/merge-patch+json",
    body: { spec: { securityGroups } },
  });
}

/** Modify takes no empty list; unbinding takes the ids that are bound. */
async function bindExactly(
  { cloud }: ClusterHands,
  id: string,
  now: readonly string[],
  was: readonly string[],
): Promise<void> {
  if (was.length > 0) {
    await cloud.call("vpc", "ModifyNetworkInterfaceAttribute", { NetworkInterfaceId: id, SecurityGroupIds: [...was] });
    return;
  }
  await cloud.call("vpc", "DisassociateNetworkInterfaceSecurityGroups", {
    NetworkInterfaceIds: [id],
    SecurityGroupIds: [...now],
  });
}

/** What became of the lab's own nodes. */
export interface ReadBack {
  /** Nodes whose NodeENIConfig had to be set, since the empty list did not inherit or the cluster's list is another. */
  readonly set: readonly string[];
  readonly nodes: readonly {
    readonly name: string;
    readonly nec: readonly string[];
    readonly interfaces: readonly string[];
  }[];
}

/**
 * Reads `nec` and `GroupSet` of the lab's nodes back, and sets `nec.spec.securityGroups` where they are not the pool's groups.
 *
 * @param wantedGroups by the node's name, in binding order
 * @param willSet called before a node's groups are written: what was written was not inherited, whoever asks later
 * @throws LabError `GroupsNotBound`
 * @source docs/facts.md#sg-inherit
 */
export async function readBackGroups(
  hands: ClusterHands,
  wantedGroups: ReadonlyMap<string, readonly string[]>,
  patience: Patience,
  willSet: (node: string) => void = () => {},
): Promise<ReadBack> {
  const wrong = async () => (await ownNodes(hands, wantedGroups)).filter((node) => !isBound(node, wantedGroups));
  const inherited = await waitUntil(byItself(patience), async () => (await wrong()).length === 0);
  const set: string[] = [];
  if (!inherited) {
    for (const node of await wrong()) {
      if ((await readNec(hands.kube, node.name)) === null) throw notBound(node.name);
      willSet(node.name);
      await writeNec(hands, node.name, wantedGroups.get(node.name)!);
      set.push(node.name);
    }
    await waitUntil(patience, async () => (await wrong()).length === 0);
    const [still] = await wrong();
    if (still) throw notBound(still.name);
  }
  const nodes = await ownNodes(hands, wantedGroups);
  return {
    set,
    nodes: nodes.map(({ name, nec, interfaces }) => ({
      name,
      nec: nec ?? [],
      interfaces: interfaces.filter(({ primary }) => !primary).map(({ id }) => id),
    })),
  };
}

async function ownNodes(hands: ClusterHands, wantedGroups: ReadonlyMap<string, readonly string[]>) {
  return (await readNodes(hands)).filter(({ name }) => wantedGroups.has(name));
}

function isBound(
  { name, nec, interfaces }: RecordedNode,
  wantedGroups: ReadonlyMap<string, readonly string[]>,
): boolean {
  const groups = wantedGroups.get(name)!.join();
  return nec?.join() === groups && interfaces.every((one) => one.primary || one.groups.join() === groups);
}

function sameSettings(a: FeatureSettings, b: FeatureSettings): boolean {
  return a.enableSecurityGroups === b.enableSecurityGroups && a.securityGroups.join() === b.securityGroups.join();
}

async function waitUntil({ timeoutMs, pace }: Patience, holds: () => Promise<boolean>): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  const looks = pacer(pace);
  while (!(await holds())) {
    if (performance.now() >= deadline) return false;
    await looks.pause();
  }
  return true;
}

function addonFailed(phase: string, reason: string): LabError {
  return new LabError(
    "FeatureRefused",
    message("real.feature-refused", { phase, reason: reason || "-" }),
    message("real.feature-refused.hint"),
  );
}

function notBound(node: string): LabError {
  return new LabError(
    "GroupsNotBound",
    message("real.groups-not-bound", { node }),
    message("real.groups-not-bound.hint", { node }),
  );
}
