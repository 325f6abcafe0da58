import type { CloudCall, KubeCall, Submission } from "@podpath/checker";
import { KubeApiError } from "../clients/kube.ts";
import { learnIds, nameThings, translate } from "./names.ts";
import { callCloud, Refused, type Sandbox } from "./sandbox.ts";

/** A call that the learner's lab took and this one didn't. */
export interface NotRepeated {
  readonly index: number;
  readonly call: string;
  readonly reason: string;
}

export interface Replayed {
  readonly calls: number;
  readonly notRepeated: readonly NotRepeated[];
  /** What the learner's ids are called here. */
  readonly ids: ReadonlyMap<string, string>;
}

/** Makes the calls of a submission again, one by one, each after the last one's effects have come to rest. */
export async function replay(sandbox: Sandbox, { calls, names }: Submission): Promise<Replayed> {
  const ids = new Map<string, string>();
  const notRepeated: NotRepeated[] = [];
  const kube = await sandbox.lab.kube();
  for (const [index, call] of calls.entries()) {
    await learnNames(sandbox, names, ids);
    try {
      if (call.api === "cloud") await repeatCloud(sandbox, call, ids);
      else if (!isReview(call)) await kube.text(await toRequest(sandbox, call, ids));
    } catch (error) {
      if (!(error instanceof Refused) && !(error instanceof KubeApiError)) throw error;
      const what = call.api === "cloud" ? `${call.product}.${call.action}` : `${call.method} ${call.path}`;
      notRepeated.push({ index, call: what, reason: error.message.slice(0, 300) });
    }
    await sandbox.settled();
  }
  await learnNames(sandbox, names, ids);
  return { calls: calls.length, notRepeated, ids };
}

/** Interfaces come with nodes and Pods, so names are looked up again as the lab grows. */
async function learnNames(
  { lab, outputs }: Sandbox,
  theirs: Submission["names"],
  ids: Map<string, string>,
): Promise<void> {
  const ours = nameThings(outputs, await lab.snapshot());
  for (const [name, id] of Object.entries(theirs)) {
    if (Object.hasOwn(ours, name)) ids.set(id, ours[name]!);
  }
}

async function repeatCloud({ emulator, account }: Sandbox, call: CloudCall, ids: Map<string, string>): Promise<void> {
  const request = await withCurrentVersion(emulator, account, translateRequest(call.request, ids));
  learnIds(call.answer, await callCloud(emulator, account, { ...call, request }), ids);
}

/** Add-on values travel as JSON in base64, and hold ids too. */
function translateRequest(request: unknown, ids: ReadonlyMap<string, string>): Record<string, unknown> {
  const translated = JSON.parse(translate(JSON.stringify(request ?? {}), ids)) as Record<string, unknown>;
  const { RawValues: values } = translated;
  if (typeof values !== "string") return translated;
  const text = Buffer.from(values, "base64").toString("utf8");
  return { ...translated, RawValues: Buffer.from(translate(text, ids)).toString("base64") };
}

/** A change that named the version it was made against means the newest one here. */
async function withCurrentVersion(
  emulator: Sandbox["emulator"],
  account: Sandbox["account"],
  request: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const set = request["SecurityGroupPolicySet"] as { Version?: unknown } | undefined;
  if (typeof set !== "object" || set === null || set.Version === undefined) return request;
  const lookUp = { SecurityGroupId: request["SecurityGroupId"] };
  const call = { product: "vpc", version: "2017-03-12", action: "DescribeSecurityGroupPolicies", request: lookUp };
  const answer = (await callCloud(emulator, account, call)) as { SecurityGroupPolicySet: { Version: string } };
  return { ...request, SecurityGroupPolicySet: { ...set, Version: answer.SecurityGroupPolicySet.Version } };
}

/** `kubectl auth can-i` asks by POST and changes nothing. */
function isReview({ path }: KubeCall): boolean {
  return path.startsWith("/apis/authorization.k8s.io/") || path.startsWith("/apis/authentication.k8s.io/");
}

async function toRequest(
  sandbox: Sandbox,
  { method, path, query, contentType, body }: KubeCall,
  ids: ReadonlyMap<string, string>,
) {
  const text = translate(body, ids);
  return {
    method,
    path: await toPod(sandbox, translate(path, ids)),
    query: Object.fromEntries(new URLSearchParams(query)),
    contentType,
    ...(text === "" ? {} : { body: contentType.includes("json") ? withoutIdentity(text) : text }),
  };
}

/** A Pod's name ends at random: the one that its maker made here is meant. */
async function toPod({ lab }: Sandbox, path: string): Promise<string> {
  const [, before, name = "", after] = /^(\/api\/v1\/namespaces\/[^/]+\/pods\/)([^/]+)(.*)$/.exec(path) ?? [];
  if (name === "") return path;
  const names = (await lab.snapshot()).pods.map((pod) => pod.name);
  const maker = name.replace(/-[^-]*$/, "-");
  const meant = names.includes(name) ? name : (names.toSorted().find((each) => each.startsWith(maker)) ?? name);
  return `${before}${meant}${after}`;
}

/** Versions and uids of the learner's objects mean nothing here. */
function withoutIdentity(text: string): string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return text;
  const { metadata, preconditions: _, ...rest } = value as { metadata?: unknown; preconditions?: unknown };
  if (typeof metadata !== "object" || metadata === null) return JSON.stringify(rest);
  const { resourceVersion: _version, uid: _uid, ...kept } = metadata as { resourceVersion?: unknown; uid?: unknown };
  return JSON.stringify({ ...rest, metadata: kept });
}
