import { execOverSocket, type ExecResult, type ExecStreams } from "../clients/exec-socket.ts";
import type { Command, Context } from "../context.ts";
import { LabError, usageError } from "../lab-error.ts";
import { findPod, openLab, type Lab } from "../lab.ts";
import { joinStreams } from "../terminal.ts";
import { listed, message } from "../text/translate.ts";

export const exec: Command = {
  name: "exec",
  group: "look",
  usage: "<pod|node> -- <command> …",
  summary: message("exec.summary"),
  details: message("exec.details"),
  passThrough: "own-help",
  run: async (context, words) => {
    const [target, dashes, ...rest] = words;
    const command = dashes === "--" ? rest : words.slice(1);
    if (!target || target.startsWith("-") || command.length === 0) {
      throw usageError(
        "WrongArguments",
        message("usage.wrong-arguments", { usage: `exec ${exec.usage}` }),
        message("usage.see-command-help", { name: "exec" }),
      );
    }
    return runRemote(context, target, command, { interactive: process.stdin.isTTY !== true, terminal: false });
  },
};

export const shell: Command = {
  name: "shell",
  group: "look",
  usage: "<pod|node>",
  summary: message("shell.summary"),
  details: message("shell.details"),
  positionals: { min: 1, max: 1 },
  run: (context, [target]) =>
    runRemote(context, target!, ["sh"], { interactive: true, terminal: process.stdin.isTTY === true }),
};

async function runRemote(
  context: Context,
  target: string,
  command: readonly string[],
  options: { readonly interactive: boolean; readonly terminal: boolean },
): Promise<number> {
  const lab = await openLab(context);
  const run = await resolveTarget(lab, target);
  const { streams, leave } = joinStreams(context, options);
  try {
    const result = await run(command, streams);
    if (result.kind === "exited") return result.status;
    const status = statusOfNotRun(result.message);
    if (status !== null) {
      context.output.rawError(`${context.output.pick(message("exec.failed", { reason: result.message }))}\n`);
      return status;
    }
    throw new LabError("ExecFailed", message("exec.failed", { reason: result.message }), null);
  } finally {
    leave();
  }
}

/** As a shell and `docker exec` end when a program isn't there or may not be run; null: something else went wrong. */
function statusOfNotRun(reason: string): number | null {
  if (/executable file not found|no such file or directory/i.test(reason)) return 127;
  return /permission denied/i.test(reason) ? 126 : null;
}

type Runner = (command: readonly string[], streams: ExecStreams) => Promise<ExecResult>;

/** Pods through the Kubernetes API, as on TKE; nodes through the supervisor, which stands for the machine's own login. */
async function resolveTarget(lab: Lab, name: string): Promise<Runner> {
  const snapshot = await lab.snapshot();
  const node = findNode(
    snapshot.nodes.map((one) => one.name),
    name,
  );
  if (node) {
    const { control } = lab.supervisor;
    return (command, streams) => {
      const url = control.nodeExecUrl(
        lab.record.account,
        node,
        command,
        streams.terminal !== undefined,
        streams.stdin !== undefined,
      );
      return execOverSocket(url, { headers: control.headers }, streams);
    };
  }
  const pod = findPod(snapshot, lab.scenario, name);
  if (!pod) {
    const known = [
      "podA",
      "podB",
      "nodeA",
      "nodeB",
      ...snapshot.pods.map((one) => one.name),
      ...snapshot.nodes.map((one) => one.name),
    ];
    throw usageError(
      "NoSuchTarget",
      message("exec.no-target", { name }),
      message("exec.no-target.hint", { known: listed(known) }),
    );
  }
  const kube = await lab.kube();
  return (command, streams) =>
    kube.exec({ namespace: pod.namespace, name: pod.name, container: pod.containers[0]!.name }, command, streams);
}

/** `nodeA` is the first node of the cluster, `nodeB` the second. */
function findNode(nodes: readonly string[], name: string): string | null {
  const letter = /^node-?([ab])$/i.exec(name)?.[1]?.toLowerCase();
  if (letter) return nodes[letter === "a" ? 0 : 1] ?? null;
  return nodes.find((one) => one === name) ?? null;
}
