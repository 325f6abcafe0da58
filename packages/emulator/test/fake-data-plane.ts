import { spawn } from "node:child_process";
import type {
  DataPlane,
  ExecEnd,
  ExecRequest,
  Execution,
  OutputSink,
  Snapshot,
  WorkloadEvent,
  WorkloadState,
} from "@podpath/access-path";

export interface FakeDataPlane extends DataPlane {
  readonly realised: readonly Snapshot[];
  /** Lets something happen to a container that nobody asked for. */
  report(podUid: string, container: string, state: WorkloadState): void;
  write(podUid: string, container: string, text: string): void;
  /** Commands that still run. */
  readonly running: number;
}

/**
 * Carries no packets: says that every container runs, unless its image is called `missing…`, and runs commands as real
 * processes of this machine, so that streams, statuses and signals are real.
 */
export function createFakeDataPlane(): FakeDataPlane {
  const realised: Snapshot[] = [];
  const logs = new Map<string, string>();
  const incarnations = new Map<string, number>();
  let listener: (event: WorkloadEvent) => void = () => {};
  let running = 0;

  const report = (podUid: string, container: string, state: WorkloadState): void =>
    listener({ podUid, container, incarnation: incarnations.get(podUid) ?? 0, state });

  return {
    kind: "simulated",
    realised,
    report,
    get running() {
      return running;
    },
    write: (podUid, container, text) =>
      logs.set(`${podUid}/${container}`, (logs.get(`${podUid}/${container}`) ?? "") + text),
    async realise(snapshot) {
      realised.push(snapshot);
      for (const pod of snapshot.pods) {
        if (incarnations.get(pod.uid) === pod.incarnation) continue;
        incarnations.set(pod.uid, pod.incarnation);
        for (const { name, image } of pod.containers) {
          const missing: WorkloadState = { kind: "waiting", reason: "ErrImagePull", message: `no image ${image} here` };
          report(pod.uid, name, image.startsWith("missing") ? missing : { kind: "running" });
        }
      }
    },
    exec(request, sink) {
      running += 1;
      const execution = run(request, sink);
      void execution.ended.finally(() => (running -= 1));
      return execution;
    },
    logs: (podUid, container) => new TextEncoder().encode(logs.get(`${podUid}/${container}`) ?? ""),
    counters: async () => [],
    onWorkload(next) {
      listener = next;
    },
    async close() {},
  };
}

function run({ command, stdin, tty }: ExecRequest, sink: OutputSink): Execution {
  const [program = "", ...args] = command;
  const child = spawn(program, args, { stdio: "pipe", detached: true, cwd: "/" });
  let size = tty;
  const ended = new Promise<ExecEnd>((resolve) => {
    child.on("error", (error) =>
      resolve({
        kind: "not-started",
        reason: "not-found",
        message: `exec: ${JSON.stringify(program)}: ${error.message}`,
      }),
    );
    child.on("close", (code, signal) =>
      resolve({ kind: "exited", status: code ?? (signal === "SIGKILL" ? 137 : 143) }),
    );
  });
  child.stdout.on("data", (chunk: Buffer) => sink.stdout(chunk));
  child.stderr.on("data", (chunk: Buffer) => (tty === undefined ? sink.stderr(chunk) : sink.stdout(chunk)));
  child.stdin.on("error", () => {});
  if (!stdin) child.stdin.end();
  return {
    write: (chunk) => void child.stdin.write(chunk),
    endInput: () => child.stdin.end(),
    resize(columns, rows) {
      size = { columns, rows };
      sink.stdout(Buffer.from(`[${size.columns}x${size.rows}]`));
    },
    pause() {
      child.stdout.pause();
      child.stderr.pause();
    },
    resume() {
      child.stdout.resume();
      child.stderr.resume();
    },
    kill() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
    },
    ended,
  };
}
