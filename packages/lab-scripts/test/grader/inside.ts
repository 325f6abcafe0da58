import type { ExecTarget } from "@podpath/access-path";
import type { Bench } from "./bench.ts";

/** Where a learner has a shell. */
export type Where = "a" | "b" | "nodeA" | "nodeB";

const LONGEST_MS = 3000;

/** Runs a script in a Pod or on its node, and leaves running what it started in the background. */
export async function runInside(bench: Bench, where: Where, script: string): Promise<number | null> {
  const target: ExecTarget =
    where === "a" || where === "b"
      ? { kind: "pod", uid: bench[where].pod.uid, container: bench[where].pod.containers[0]!.name }
      : { kind: "node", name: bench[where === "nodeA" ? "a" : "b"].node.name };
  const { sandbox } = bench;
  const execution = sandbox.emulator
    .dataPlane(sandbox.account.id)
    .exec({ target, command: ["sh", "-c", script], stdin: false }, { stdout: () => {}, stderr: () => {} });
  const timer = setTimeout(() => execution.kill(), LONGEST_MS);
  const end = await execution.ended;
  clearTimeout(timer);
  return end.kind === "exited" ? end.status : null;
}

/** What a grader that believes curl would see. */
export async function foolsCurl(bench: Bench): Promise<boolean> {
  const [to] = bench.b.pod.addresses;
  const curl = `curl -s -o /dev/null --connect-timeout 0.4 --max-time 1 http://${to}:${bench.scenario.podB.port}/`;
  return (await runInside(bench, "a", `bash -lic '${curl}' 2>/dev/null || ${curl}`)) === 0;
}
