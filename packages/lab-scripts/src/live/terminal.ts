import type { Execution, OutputSink } from "@podpath/access-path";
import type { Emulator } from "@podpath/emulator";
import type { AcceptedExec } from "@podpath/emulator/node";
import { PassThrough } from "node:stream";
import type { LiveLab, Place } from "./protocol.ts";

/** Until the page tells its own. */
const SIZE = { columns: 80, rows: 24 };

/**
 * A shell as a person wants it: with line editing, and UTF-8 so that Chinese is typed and wiped a character at a time. Where
 * there is no bash, the plain one.
 */
const SHELL = [
  "sh",
  "-c",
  "export TERM=xterm-256color LC_ALL=C.UTF-8 PS1='\\u@\\H:\\w\\$ '; if command -v bash >/dev/null; then exec bash --norc --noprofile; fi; exec sh",
] as const;

/**
 * A shell in a Pod, over the Kubernetes API as the learner, or on a node, as if one had logged in to it. Nowhere else: a page
 * opens no shell on the machine itself.
 *
 * @returns null when there is no such place yet
 */
export function openTerminal(emulator: Emulator, account: string, lab: LiveLab, place: Place): AcceptedExec | null {
  const pod = place.endsWith("A") ? lab.podA : lab.podB;
  const { clusterId } = lab;
  if (pod === null || clusterId === null) return null;
  // The simulated plane has its own small shell, which is what `sh` starts there.
  const command = lab.dataPlane.kind === "kernel" ? SHELL : ["sh"];
  const start =
    place === "nodeA" || place === "nodeB"
      ? (sink: OutputSink) =>
          emulator
            .dataPlane(account)
            .exec({ target: { kind: "node", name: pod.node }, command, stdin: true, tty: SIZE }, sink)
      : (sink: OutputSink) => execInPod(() => emulator.kubeconfig(account, clusterId, "learner"), pod, command, sink);
  return { kind: "accepted", stdin: true, stdout: true, stderr: false, tty: true, start };
}

/** One exec of the Kubernetes API as an `Execution`. */
function execInPod(
  kubeconfig: () => string,
  pod: { readonly namespace: string; readonly name: string },
  command: readonly string[],
  sink: OutputSink,
): Execution {
  const stdin = new PassThrough();
  const gone = new AbortController();
  let size = SIZE;
  let resized = (): void => {};
  const run = async () => {
    // Loaded by the first shell: a YAML parser isn't needed by a supervisor that nobody looks at.
    const { createKubeClient } = await import("../clients/kube.ts");
    const kube = createKubeClient(kubeconfig());
    return kube.exec(pod, command, {
      stdin,
      ...sink,
      terminal: {
        size: () => size,
        onResize: (listener) => {
          resized = listener;
          return () => (resized = () => {});
        },
      },
      signal: gone.signal,
    });
  };
  return {
    write: (chunk) => void stdin.write(chunk),
    endInput: () => void stdin.end(),
    resize: (columns, rows) => {
      size = { columns, rows };
      resized();
    },
    kill: () => gone.abort(),
    ended: run().then((result) =>
      result.kind === "exited" ? result : { kind: "not-started", reason: "not-permitted", message: result.message },
    ),
  };
}
