import { createInterface } from "node:readline";
import { baseDrill } from "./base-drill.ts";
import { inPod, onNode, openLab } from "./lab.ts";

/**
 * The base drill's lab in a process of its own, for tests that kill it or start it as somebody else. Says `ready`; then
 * each line in is a command as JSON, `{"on": "pod" | "node", "command": […]}`, each line out its result.
 */
const targets = { pod: inPod(baseDrill().pods[0]!), node: onNode("10.0.35.139") };
const lab = await openLab(baseDrill(), { accountId: `process ${process.pid}` });
process.stdout.write("ready\n");
for await (const line of createInterface({ input: process.stdin })) {
  const { on, command } = JSON.parse(line) as { on: keyof typeof targets; command: readonly string[] };
  process.stdout.write(`${JSON.stringify(await lab.run(targets[on], command))}\n`);
}
await lab.plane.close();
