import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DataPlane } from "@podpath/access-path";
import { createSimulatedDataPlane } from "@podpath/dataplane/simulated";
import { createEmulator, createMemoryStore, type Account, type Emulator } from "@podpath/emulator";
import { createNodeRuntime, serve } from "@podpath/emulator/node";
import { readOutputs, runInfra } from "@podpath/infra";
import type { Scenario } from "@podpath/scenarios";
import { parse } from "yaml";
import { accountSpec } from "../account-spec.ts";
import type { CloudClient, CloudCredentials } from "../clients/cloud.ts";
import type { Lab } from "../lab.ts";
import type { ControlClient } from "../supervisor/protocol.ts";
import { innerKube, textOf } from "./inner-kube.ts";
import { readAsGrader } from "./read-as-grader.ts";
import { signCall } from "./sign-call.ts";

type Outputs = NonNullable<ReturnType<typeof readOutputs>>;
type Journal = NonNullable<Parameters<typeof createMemoryStore>[0]>;

/** A drill's resources as the real program built them, once; sandboxes are opened from it in milliseconds. */
export interface SandboxImage {
  readonly scenario: Scenario;
  readonly outputs: Outputs;
  readonly entries: readonly {
    readonly key: string;
    readonly json: string;
    readonly created: number;
    readonly revision: number;
  }[];
  readonly revision: number;
}

/** A drill of one's own in this process: nobody else's calls reach it, and nothing of it outlives it. */
export interface Sandbox {
  readonly lab: Lab;
  readonly outputs: Outputs;
  readonly emulator: Emulator;
  readonly account: Account;
  /** Controllers are quiet and packets obey. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const runtime = createNodeRuntime(() => {});

export function simulatedPlane(): DataPlane {
  return createSimulatedDataPlane({ clock: runtime, pace: 0.05 });
}

/** Builds a drill's cloud resources with the Pulumi program that `lab up` runs. Pods are the learner's to deploy. */
export async function buildImage(scenario: Scenario): Promise<SandboxImage> {
  const stateDir = mkdtempSync(join(tmpdir(), "podpath-image-"));
  const store = createMemoryStore();
  const emulator = createEmulator({ runtime, store, dataPlane: simulatedPlane });
  const servers = await serve(emulator, { host: "127.0.0.1" });
  try {
    const account = emulator.createAccount(accountSpec(ACCOUNT, scenario));
    const { cloudUrl: endpoint } = servers.endpoints;
    await runInfra({ operation: "up", endpoint, credentials: account.learner, scenario, stateDir }, undefined, {
      withProgram: true,
    });
    await emulator.settled(ACCOUNT);
    const entries = store
      .list("")
      .map(({ key, value, created, revision }) => ({ key, json: JSON.stringify(value), created, revision }));
    return { scenario, outputs: readOutputs(stateDir)!, entries, revision: store.revision };
  } finally {
    await servers.close();
    await emulator.close();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

const ACCOUNT = "regrade";

/** A fresh sandbox that starts where the image ends. */
export async function openSandbox(image: SandboxImage, dataPlane: (accountId: string) => DataPlane): Promise<Sandbox> {
  const { scenario, outputs, entries, revision } = image;
  const journal: Journal = { revision, entries, commit: () => {}, close: () => {} };
  const emulator = createEmulator({ runtime, store: createMemoryStore(journal), dataPlane });
  emulator.setEndpoints(NOWHERE);
  const [account] = emulator.accounts() as [Account];
  await emulator.settled(account.id);
  const lab = innerLab(emulator, account, scenario, outputs);
  return {
    lab,
    outputs,
    emulator,
    account,
    settled: () => emulator.settled(account.id),
    close: () => emulator.close(),
  };
}

/** Kubeconfigs must name a server; nobody dials this one. */
const NOWHERE = { cloudUrl: "http://127.0.0.1:1", kubeUrl: "https://127.0.0.1:1", kubeCaPem: "" };

function innerLab(emulator: Emulator, account: Account, scenario: Scenario, outputs: Outputs): Lab {
  const { id } = account;
  const { kind } = emulator.dataPlane(id);
  const snapshot = async () => {
    await emulator.settled(id);
    return emulator.snapshot(id);
  };
  const control: Pick<ControlClient, "snapshot" | "counters" | "flows" | "audit"> = {
    snapshot,
    counters: () => emulator.dataPlane(id).counters(),
    flows: async () => (await emulator.dataPlane(id).flows?.()) ?? null,
    audit: () => Promise.resolve(emulator.auditTrail(id)),
  };
  const tokenOf = (user: "learner" | "grader"): string => {
    const file = parse(emulator.kubeconfig(id, outputs.clusterId, user)) as { users: { user: { token: string } }[] };
    return file.users[0]!.user.token;
  };
  const startedAt = new Date(runtime.now()).toISOString();
  const hello = {
    product: "podpath",
    protocol: 0,
    pid: process.pid,
    startedAt,
    dataPlane: { kind, why: null, detail: null },
    page: null,
    residentBytes: 0,
  } as const;
  return {
    record: { version: 1, scenario: scenario.id, account: id, createdAt: startedAt },
    scenario,
    supervisor: { control: control as ControlClient, hello },
    info: { account, cloudUrl: NOWHERE.cloudUrl, kubeUrl: NOWHERE.kubeUrl },
    cloud: innerCloud(emulator, account, account.learner),
    snapshot,
    clusterId: () => Promise.resolve(outputs.clusterId),
    kube: (user = "learner") => Promise.resolve(innerKube(emulator, tokenOf(user))),
    readApis: () =>
      readAsGrader({
        region: account.region,
        clusterId: outputs.clusterId,
        cloud: innerCloud(emulator, account, account.grader),
        kube: innerKube(emulator, tokenOf("grader")),
      }),
  };
}

const VERSIONS: Readonly<Record<string, string>> = {
  vpc: "2017-03-12",
  cvm: "2017-03-12",
  tke: "2018-05-25",
  "tke-2022": "2022-05-01",
};

function innerCloud(emulator: Emulator, account: Account, keys: CloudCredentials): CloudClient {
  return {
    call: async <T>(service: string, action: string, request: Record<string, unknown>) =>
      (await callCloud(
        emulator,
        account,
        { product: service.replace(/-.*/, ""), version: VERSIONS[service]!, action, request },
        keys,
      )) as T,
  };
}

/** The cloud refused: `code` is the vendor's own. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly code: string;
  readonly requestId: string;

  constructor(code: string, sentence: string, requestId: string) {
    super(sentence);
    this.code = code;
    this.requestId = requestId;
  }
}

/** @throws Refused */
export async function callCloud(
  emulator: Emulator,
  account: Account,
  call: { readonly product: string; readonly version: string; readonly action: string; readonly request: unknown },
  keys: CloudCredentials = account.learner,
): Promise<Record<string, unknown>> {
  const http = signCall({ ...call, region: account.region }, keys, runtime.now());
  const { body } = await emulator.handleCloud(http);
  const { Response } = JSON.parse(textOf(body)) as {
    Response: Record<string, unknown> & { Error?: { Code: string; Message: string }; RequestId: string };
  };
  if (Response.Error) throw new Refused(Response.Error.Code, Response.Error.Message, Response.RequestId);
  return Response;
}
