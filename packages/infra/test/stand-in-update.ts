import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";
import { findScenario } from "@podpath/scenarios";
import { apply, type Applied, type Wanted } from "../src/engine/apply.ts";
import { openCloud } from "../src/engine/cloud.ts";
import { destroy } from "../src/engine/destroy.ts";
import { EngineMonitor } from "../src/engine/pulumi/monitor.ts";
import { noCounts, type Run } from "../src/engine/run.ts";
import { openState } from "../src/engine/state.ts";

const require = createRequire(import.meta.url);
const ofPulumi = createRequire(require.resolve("@pulumi/pulumi"));
const grpc = ofPulumi("@grpc/grpc-js");
const { Empty } = ofPulumi("google-protobuf/google/protobuf/empty_pb.js");
const engine = require("@pulumi/pulumi/proto/engine_pb.js") as typeof import("@pulumi/pulumi/proto/engine_pb.js");
const language = require("@pulumi/pulumi/proto/language_pb.js") as typeof import("@pulumi/pulumi/proto/language_pb.js");
const events = require("@pulumi/pulumi/proto/events_pb.js") as typeof import("@pulumi/pulumi/proto/events_pb.js");
const { ResourceMonitorService } = require("@pulumi/pulumi/proto/resource_grpc_pb.js");
const { EngineService } = require("@pulumi/pulumi/proto/engine_grpc_pb.js");
const { LanguageRuntimeClient } = require("@pulumi/pulumi/proto/language_grpc_pb.js");
const { EventsClient } = require("@pulumi/pulumi/proto/events_grpc_pb.js");

type Done = (error: unknown, answer?: unknown) => void;

/** One update as the CLI's command line asked for it. */
export interface StandInUpdate {
  readonly kind: "preview" | "up" | "destroy";
  readonly folder: string;
  readonly stackName: string;
  readonly lockFile: string;
  readonly client: string | undefined;
  readonly eventLog: string | undefined;
}

let cancelled = false;
process.on("SIGINT", () => (cancelled = true));

export async function update(asked: StandInUpdate): Promise<void> {
  const { kind, folder, lockFile } = asked;
  if (fs.existsSync(lockFile)) {
    throw new Error(
      "the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or run `pulumi cancel`.",
    );
  }
  if (kind !== "preview") fs.writeFileSync(lockFile, String(process.pid));
  const emit = openEvents(asked.eventLog);
  const counts: Record<string, number> = {};
  try {
    const run = openRun(folder);
    const announce = announcer(emit.send, counts, kind === "preview");
    if (kind === "destroy") {
      await destroy({ ...run, report: announce.fromEngine }, run.state.all());
      fs.rmSync(path.join(folder, "outputs.json"), { force: true });
    } else {
      await runProgram(asked, { ...run, report: announce.fromEngine }, announce.planned);
    }
    emit.send({ summaryEvent: { resourceChanges: counts } });
    const summary = { kind, startTime: new Date(), endTime: new Date(), message: "", environment: {}, config: {} };
    const history = [{ ...summary, result: "succeeded", version: 1, resourceChanges: counts }];
    if (kind !== "preview") fs.writeFileSync(path.join(folder, "history.json"), JSON.stringify(history));
  } catch (error) {
    const sentence = cancelled ? "update canceled" : (error as Error).message;
    emit.send({ diagnosticEvent: { severity: "error", message: `error: ${sentence}\n` } });
    throw new Error(sentence, { cause: error });
  } finally {
    await emit.close();
    fs.rmSync(lockFile, { force: true });
  }
}

function openRun(folder: string): Run {
  const { env } = process;
  const endpoint = env["PODPATH_CLOUD_ENDPOINT"]!;
  const region = env["TENCENTCLOUD_REGION"]!;
  const credentials = { secretId: env["TENCENTCLOUD_SECRET_ID"]!, secretKey: env["TENCENTCLOUD_SECRET_KEY"]! };
  const state = openState(folder, { id: findScenario("vpc-cni-pod-to-pod")!.id, region });
  const cloud = openCloud({ endpoint, credentials, region });
  return { mode: "up", cloud, state, counts: noCounts(), drift: [], report: () => {} };
}

/** Each resource as the real engine's events tell it. */
function announcer(send: (event: object) => void, counts: Record<string, number>, planning: boolean) {
  const metadata = (urn: string, op: string) => ({ op, urn, type: urn.split("::")[2]!.replace(/^.*\$/, "") });
  return {
    fromEngine({ urn, action, phase }: { urn: string; action: string; phase: string }): void {
      const op = action === "adopt" ? "create" : action;
      if (phase === "started") send({ resourcePreEvent: { metadata: metadata(urn, op), planning } });
      if (phase === "done") {
        counts[op] = (counts[op] ?? 0) + 1;
        send({ resOutputsEvent: { metadata: metadata(urn, op), planning } });
      }
      if (phase === "failed") send({ resOpFailedEvent: { metadata: metadata(urn, op), status: 0, steps: 0 } });
    },
    planned(urn: string, op: "create" | "same"): void {
      counts[op] = (counts[op] ?? 0) + 1;
      send({ resourcePreEvent: { metadata: metadata(urn, op), planning } });
    },
  };
}

/** Runs the program in the process that offers its language server, against a monitor of ours. */
async function runProgram(
  { kind, folder, stackName, client: languageServer }: StandInUpdate,
  run: Run,
  planned: (urn: string, op: "create" | "same") => void,
): Promise<void> {
  const preview = kind === "preview";
  let failure: Error | null = null;
  const register = async (wanted: Wanted): Promise<Applied> => {
    if (cancelled) throw new Error("update canceled");
    if (failure) throw failure;
    if (preview) {
      const known = run.state.get(wanted.urn);
      planned(wanted.urn, known ? "same" : "create");
      return { id: known?.id ?? "", properties: wanted.inputs };
    }
    try {
      return await apply(run, wanted);
    } catch (error) {
      failure ??= error as Error;
      throw error;
    }
  };
  const monitor = new EngineMonitor(register) as unknown as Record<string, (request: unknown, done: Done) => unknown>;
  const keepOutputs = (request: { getUrn(): string; getOutputs(): { toJavaScript(): unknown } | undefined }): void => {
    if (preview || !request.getUrn().includes("::pulumi:pulumi:Stack::")) return;
    fs.writeFileSync(path.join(folder, "outputs.json"), JSON.stringify(request.getOutputs()?.toJavaScript() ?? {}));
  };
  const service = Object.fromEntries(
    Object.keys(ResourceMonitorService).map((name) => [
      name,
      ({ request }: { request: never }, done: Done) => {
        if (name === "registerResourceOutputs") keepOutputs(request);
        if (name === "registerResourceOutputs" || name === "signalAndWaitForShutdown") return done(null, new Empty());
        return monitor[name]!(request, done);
      },
    ]),
  );
  const messages = {
    log({ request }: { request: InstanceType<typeof engine.LogRequest> }, done: Done) {
      if (request.getSeverity() === engine.LogSeverity.ERROR) failure ??= new Error(request.getMessage());
      done(null, new Empty());
    },
    setRootResource: (_: unknown, done: Done) => done(null, new engine.SetRootResourceResponse()),
    getRootResource: (_: unknown, done: Done) => done(null, new engine.GetRootResourceResponse()),
    requirePulumiVersion: (_: unknown, done: Done) => done(null, new engine.RequirePulumiVersionResponse()),
  };
  const server = new grpc.Server();
  server.addService(ResourceMonitorService, service);
  server.addService(EngineService, messages);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error: Error | null, bound: number) =>
      error ? reject(error) : resolve(bound),
    );
  });
  const request = new language.RunRequest();
  request.setProject("podpath");
  request.setStack(stackName);
  request.setMonitorAddress(`127.0.0.1:${port}`);
  request.setArgsList([`127.0.0.1:${port}`]);
  request.setDryrun(preview);
  request.setParallel(16);
  const client = new LanguageRuntimeClient(languageServer, grpc.credentials.createInsecure());
  try {
    const answer = await new Promise<{ getError(): string }>((resolve, reject) => {
      client.run(request, (error: Error | null, response: { getError(): string }) =>
        error ? reject(error) : resolve(response),
      );
    });
    if (failure) throw failure as Error;
    if (answer.getError() !== "") throw new Error(answer.getError());
  } catch (error) {
    throw failure ?? error;
  } finally {
    server.forceShutdown();
    client.close();
  }
}

function openEvents(address: string | undefined): { send(event: object): void; close(): Promise<void> } {
  if (!address?.startsWith("tcp://")) return { send: () => {}, close: async () => {} };
  const client = new EventsClient(address.slice("tcp://".length), grpc.credentials.createInsecure());
  let sequence = 0;
  let ended: () => void = () => {};
  const end = new Promise<void>((resolve) => (ended = resolve));
  const stream = client.streamEvents(() => ended());
  return {
    send(event) {
      const request = new events.EventRequest();
      request.setEvent(
        JSON.stringify({ sequence: (sequence += 1), timestamp: Math.floor(Date.now() / 1000), ...event }),
      );
      stream.write(request);
    },
    async close() {
      stream.end();
      await end;
      client.close();
    },
  };
}
