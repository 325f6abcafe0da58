import { describe, expect, test } from "vitest";
import { LabProcess, mounts, namespacesOf, processesIn, STARTERS } from "./outside.ts";

describe.each(STARTERS)("a lab started by %s leaves no process, namespace or mount", (starter) => {
  // prettier-ignore
  test.each([
    ["when it is closed",            undefined],
    ["when its caller is killed -9", "SIGKILL"],
    ["when its caller is ended",     "SIGTERM"],
  ] as const)("%s", async (_, signal) => {
    const before = mounts();
    const lab = await LabProcess.start(starter);
    await lab.run("pod", "sh", "-c", "setsid sleep 1005 > /dev/null 2>&1 &");
    await lab.run("node", "sh", "-c", "setsid sleep 1006 > /dev/null 2>&1 &");
    const namespaces = namespacesOf(lab.child.pid!);
    // The fabric, two nodes, two Pods.
    expect(namespaces.size).toBe(5);
    await expect.poll(() => processesIn(namespaces)).toEqual(expect.arrayContaining(["sleep 1005", "sleep 1006"]));
    await lab.end(signal);
    await expect.poll(() => processesIn(namespaces), { timeout: 5_000 }).toEqual([]);
    expect(mounts()).toBe(before);
  });
});
