import { readFileSync } from "node:fs";
import type { Snapshot } from "@podpath/access-path";
import { createCloudClient, type CloudClient } from "../../src/clients/cloud.ts";
import { controlClient } from "../../src/supervisor/control-client.ts";
import type { ControlClient, SupervisorRecord } from "../../src/supervisor/protocol.ts";

const ACCOUNT = "vpc-cni-pod-to-pod";
/** Below the cloud's limit of rules a direction; from here on the oldest of ours goes for each that comes. */
const MOST_RULES = 20;
const FIRST_PORT = 10_000;

interface Policy {
  readonly Protocol: string;
  readonly Port: string;
  readonly CidrBlock: string;
  readonly Action: string;
}

/** The ingress rules of the group on Pod B's interface, as the cloud API lists them, and as the kernel has them. */
export interface StandingRules {
  /** Highest priority first, one text a rule. */
  readonly listed: readonly string[];
  /** Lines of the data plane for Pod B's interface: one a rule, and the implicit drop. */
  linesInKernel(): Promise<number>;
  /** Changes rules as fast as the API answers, until it no longer does or `stop`. */
  write(): RuleWriter;
}

export interface RuleWriter {
  stop(): Promise<Written>;
}

/** What must be there after a crash: all that was answered, and of the call that wasn't, either all or nothing. */
export interface Written {
  readonly calls: number;
  readonly sure: readonly string[];
  readonly withUnanswered: readonly string[];
}

/** Reads the rules of a lab that is up. */
export async function readRules(labFolder: string): Promise<StandingRules> {
  const control = controlClient(JSON.parse(readFileSync(`${labFolder}/supervisor.json`, "utf8")) as SupervisorRecord);
  const info = (await control.account(ACCOUNT))!;
  const cloud = createCloudClient(info.account.learner, info.account.region, info.cloudUrl);
  const { eniId, groupId } = await targetOf(control);
  const listed = await list(cloud, groupId);
  return {
    listed,
    linesInKernel: async () =>
      (await control.counters(ACCOUNT)).filter((one) => one.eniId === eniId && one.direction === "ingress").length,
    write: () => startWriter(cloud, groupId, listed),
  };
}

async function targetOf(control: ControlClient): Promise<{ readonly eniId: string; readonly groupId: string }> {
  const snapshot: Snapshot = await control.snapshot(ACCOUNT);
  const pod = snapshot.pods.find((one) => one.addresses.includes("10.0.35.150"))!;
  const eni = snapshot.nodes.flatMap((node) => node.enis).find((one) => one.id === pod.eniId)!;
  return { eniId: eni.id, groupId: eni.securityGroups[0]! };
}

async function list(cloud: CloudClient, groupId: string): Promise<readonly string[]> {
  const answer = await cloud.call<{ SecurityGroupPolicySet: { Ingress?: readonly Policy[] } }>(
    "vpc",
    "DescribeSecurityGroupPolicies",
    { SecurityGroupId: groupId },
  );
  return (answer.SecurityGroupPolicySet.Ingress ?? []).map(textOf);
}

function textOf({ Action, Protocol, CidrBlock, Port }: Policy): string {
  return `${Action} ${Protocol} ${CidrBlock} ${Port}`.toLowerCase();
}

function startWriter(cloud: CloudClient, groupId: string, from: readonly string[]): RuleWriter {
  let [calls, sure, withUnanswered] = [0, from, from];
  const stopping = new AbortController();
  const insert = (set: object): Promise<unknown> =>
    cloud.call("vpc", "CreateSecurityGroupPolicies", { SecurityGroupId: groupId, SecurityGroupPolicySet: set });
  const remove = (set: object): Promise<unknown> =>
    cloud.call("vpc", "DeleteSecurityGroupPolicies", { SecurityGroupId: groupId, SecurityGroupPolicySet: set });
  const change = async (): Promise<void> => {
    if (sure.length >= MOST_RULES) {
      withUnanswered = sure.toSpliced(from.length, 1);
      await remove({ Ingress: [{ PolicyIndex: from.length }] });
    } else {
      const port = String(FIRST_PORT + calls);
      const policy: Policy = { Protocol: "tcp", Port: port, CidrBlock: "10.9.0.0/16", Action: "ACCEPT" };
      withUnanswered = [...sure, textOf(policy)];
      await insert({ Ingress: [{ ...policy, PolicyIndex: sure.length }] });
    }
    sure = withUnanswered;
    calls += 1;
  };
  const writing = (async (): Promise<void> => {
    try {
      while (!stopping.signal.aborted) await change();
    } catch {
      // the supervisor is gone, and with it the answer
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await writing;
      return { calls, sure, withUnanswered };
    },
  };
}
