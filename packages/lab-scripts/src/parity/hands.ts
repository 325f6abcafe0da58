import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Snapshot } from "@podpath/access-path";
import type { CloudClient } from "../clients/cloud.ts";
import type { KubeClient } from "../clients/kube.ts";
import { execOverSocket } from "../clients/exec-socket.ts";
import type { LabFolder } from "../lab-folder.ts";
import { findActor, type Actor, type Lab } from "../lab.ts";
import { probeCommand, readOutcome, runCaptured } from "../probe.ts";
import { NotSeen } from "./experiment.ts";
import { startNodePod } from "./node-pod.ts";
import { startPeer } from "./peer-pod.ts";
import { bindExactly, openUndoLog, type UndoLog } from "./undo.ts";

/** Long enough for a SYN and its first retries; silence for that long is a time-out. */
const CONNECT_TIMEOUT_S = 3;
/** After a change on a real cloud, before something else than its promptness is looked at. */
const SETTLE_MS = 3_000;
/** For our own Pods to run. */
const POD_TIMEOUT_MS = 120_000;

/** A Pod that takes part, and the interface that its packets pass. */
export interface Party {
  readonly namespace: string;
  readonly name: string;
  readonly container: string;
  readonly address: string;
  readonly node: string;
  readonly eniId: string;
  /** As found, in binding order. */
  readonly groups: readonly string[];
}

/** A rule in the vendor's own spelling. */
export type Policy = Readonly<Record<string, string>>;

export interface Rules {
  readonly ingress?: readonly Policy[];
  readonly egress?: readonly Policy[];
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** All that an experiment may touch. Every change notes its way back before it is made. */
export interface ParityHands {
  readonly cloud: CloudClient;
  readonly kube: KubeClient;
  /** As the lab was when the recording began. */
  readonly before: Snapshot;
  readonly clusterId: string;
  readonly a: Party;
  readonly b: Party;
  readonly port: number;
  /** Nodes whose groups the lab itself had to write, since they were not inherited. */
  readonly groupsWereSet: readonly string[];
  /** What has a name in a recording: `10.0.35.23` is `<pod-a>`. */
  readonly known: Map<string, string>;
  /** A group of our own, with these rules. @returns its id */
  makeGroup(rules: Rules): Promise<string>;
  /** All rules of a group of our own. */
  setRules(groupId: string, rules: Rules): Promise<void>;
  bind(party: Party, groups: readonly string[]): Promise<void>;
  /** Lets a change that is made settle. */
  settle(): Promise<void>;
  /** `connected`, `timed-out`, `refused`, or `failed (status)`. */
  connect(from: Party, to: { readonly address: string; readonly port: number }): Promise<string>;
  exec(party: Pick<Party, "namespace" | "name" | "container">, command: readonly string[]): Promise<Ran>;
  /** A second Pod beside Pod B, on the same node. @returns its address */
  peerOfB(): Promise<string>;
  /** Runs a program on a node, in its own network. @throws NotSeen where nobody may */
  onNode(node: string, command: readonly string[]): Promise<Ran>;
}

/** @throws LabError while the drill's Pods aren't there */
export async function takeHands(lab: Lab, folder: LabFolder, groupsWereSet: readonly string[]) {
  const { cloud, scenario } = lab;
  const isReal = lab.record.real !== undefined && lab.record.real.endpoint === null;
  const kube = await lab.kube();
  const before = await lab.snapshot();
  const a = partyOf(findActor(before, scenario, "podA"), scenario.podA.container);
  const b = partyOf(findActor(before, scenario, "podB"), scenario.podB.container);
  const undo = openUndoLog(folder, cloud, kube, ...(isReal ? [] : [0]));
  const exec: ParityHands["exec"] = async (party, command) => toRan(await runCaptured(kube, party, command));
  const known = new Map<string, string>();
  let [peer, nodePods]: [Promise<string> | null, Map<string, Promise<Party>>] = [null, new Map()];
  const hands: ParityHands = {
    cloud,
    kube,
    before,
    clusterId: await lab.clusterId(),
    a,
    b,
    port: scenario.podB.port,
    groupsWereSet,
    known,
    exec,
    makeGroup: async (rules) => {
      const id = await makeGroup(cloud, undo, tagsOf(lab));
      known.set(id, "<scratch-group>");
      if (rules.ingress || rules.egress) await setRules(cloud, id, rules);
      return id;
    },
    setRules: (groupId, rules) => setRules(cloud, groupId, rules),
    bind: async (party, groups) => {
      undo.note({ kind: "bind", eniId: party.eniId, groups: party.groups });
      await bindExactly(cloud, party.eniId, groups);
    },
    settle: () => sleep(isReal ? SETTLE_MS : 0),
    connect: async (from, to) => {
      const host = to.address.includes(":") ? `[${to.address}]` : to.address;
      const command = probeCommand(`http://${host}:${to.port}/`, CONNECT_TIMEOUT_S);
      const outcome = readOutcome(await runCaptured(kube, from, command), 0);
      return outcome.kind === "failed" ? `failed (${outcome.exitCode ?? outcome.message})` : outcome.kind;
    },
    peerOfB: () => (peer ??= startPeer(kube, undo, b, POD_TIMEOUT_MS)),
    onNode: async (node, command) => {
      if (!lab.record.real) return onSandboxNode(lab, node, command);
      const pod = nodePods.get(node) ?? startNodePod(kube, undo, b, node, POD_TIMEOUT_MS);
      nodePods.set(node, pod);
      return exec(await pod, ["chroot", "/host", ...command]);
    },
  };
  nameKnown(hands, lab, before);
  return {
    hands,
    undo: {
      ...undo,
      /** What was undone is made anew by whoever needs it next. */
      async backTo(mark: number) {
        [peer, nodePods] = [null, new Map()];
        await undo.backTo(mark);
      },
    } satisfies UndoLog,
  };
}

function partyOf({ pod, node, eni }: Actor, container: string): Party {
  return {
    namespace: pod.namespace,
    name: pod.name,
    container,
    address: pod.addresses[0]!,
    node: node.name,
    eniId: eni.id,
    groups: eni.securityGroups,
  };
}

/** A fresh group under a name that nobody else uses; the name is on record before the group is. */
async function makeGroup(cloud: CloudClient, undo: UndoLog, tags: readonly Policy[]): Promise<string> {
  const name = `podpath-parity-${randomBytes(4).toString("hex")}`;
  undo.note({ kind: "delete-group", name });
  const { SecurityGroup } = await cloud.call<{ SecurityGroup: { SecurityGroupId: string } }>(
    "vpc",
    "CreateSecurityGroup",
    { GroupName: name, GroupDescription: "podpath parity record", ...(tags.length > 0 ? { Tags: tags } : {}) },
  );
  return SecurityGroup.SecurityGroupId;
}

async function setRules(cloud: CloudClient, groupId: string, { ingress = [], egress = [] }: Rules): Promise<void> {
  const SecurityGroupPolicySet =
    ingress.length + egress.length === 0 ? { Version: "0" } : { Ingress: ingress, Egress: egress };
  await cloud.call("vpc", "ModifySecurityGroupPolicies", { SecurityGroupId: groupId, SecurityGroupPolicySet });
}

/** On a real account: as everything of the lab, so that `sweep` finds what was left. */
function tagsOf({ record: { real } }: Lab): readonly Policy[] {
  if (!real) return [];
  const { labId, owner, expiresAt } = real.deployment;
  const tags = { podpath: labId, "podpath-owner": owner, "podpath-expires": expiresAt };
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

async function onSandboxNode(lab: Lab, node: string, command: readonly string[]): Promise<Ran> {
  const { control } = lab.supervisor;
  const [stdout, stderr]: [Uint8Array[], Uint8Array[]] = [[], []];
  const result = await execOverSocket(
    control.nodeExecUrl(lab.record.account, node, command, false, false),
    { headers: control.headers },
    { stdout: (chunk) => stdout.push(chunk), stderr: (chunk) => stderr.push(chunk) },
  );
  const text = (chunks: readonly Uint8Array[]) => Buffer.concat(chunks).toString("utf8");
  return toRan({ result, stdout: text(stdout), stderr: text(stderr) });
}

function toRan({ result, stdout, stderr }: Awaited<ReturnType<typeof runCaptured>>): Ran {
  if (result.kind === "failed") throw new NotSeen(result.reason);
  return { status: result.status, stdout, stderr };
}

/** Names of the drill's own things; all others are scrubbed by their shape. */
function nameKnown({ a, b, known, clusterId }: ParityHands, { record }: Lab, snapshot: Snapshot): void {
  known.set(a.address, "<pod-a>").set(a.name, "<pod-a>").set(a.eniId, "<eni-a>").set(a.node, "<node-a>");
  known.set(b.address, "<pod-b>").set(b.name, "<pod-b>").set(b.eniId, "<eni-b>").set(b.node, "<node-b>");
  known.set(clusterId, "<cluster>").set(snapshot.vpc.id, "<vpc>").set(snapshot.vpc.name, "<vpc>");
  for (const { id, name } of snapshot.subnets) known.set(id, "<subnet>").set(name, "<subnet>");
  for (const [i, id] of [...new Set([...a.groups, ...b.groups])].entries()) known.set(id, `<group-${i + 1}>`);
  if (record.real) {
    const { labId, owner } = record.real.deployment;
    known.set(labId, "<lab>").set(owner, "<owner>");
  }
}
