import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Pod, Snapshot } from "@podpath/access-path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { baseDrill, group, node, pod } from "./base-drill.ts";
import { inPod, onNode, TestLab, UNPACKED } from "./lab.ts";

const [podA, podB] = baseDrill().pods as [Pod, Pod];
const open = ingress("accept all 0.0.0.0/0");
let lab: TestLab;

beforeEach(() => {
  lab = new TestLab();
});
afterEach(() => lab.plane.close());

function withContainer(change: Partial<Pod["containers"][0]>, incarnation = 0): Pod {
  return { ...podA, incarnation, containers: [{ ...podA.containers[0]!, ...change }] };
}

function endsAtOnce(incarnation: number): Pod {
  return withContainer({ image: "debian", command: ["sh", "-c", `echo run ${incarnation}; exit 3`] }, incarnation);
}

function ingress(...rules: readonly string[]): Partial<Snapshot> {
  return { securityGroups: [group("sg-drill001", rules, ["accept all 0.0.0.0/0"])] };
}

describe("containers", () => {
  test("are reported when they run, with their output kept", async () => {
    const busy = withContainer({ image: "busybox:1.36", command: ["sh", "-c", "echo hello; sleep 1000"] });
    await lab.plane.realise(baseDrill({ pods: [busy] }));
    expect(lab.events).toEqual([{ podUid: podA.uid, container: "nginx", incarnation: 0, state: { kind: "running" } }]);
    await expect.poll(() => Buffer.from(lab.plane.logs(podA.uid, "nginx")).toString()).toBe("hello\n");
  });

  test("that end are reported with their status, and start again with the next incarnation", async () => {
    await lab.plane.realise(baseDrill({ pods: [endsAtOnce(0)] }));
    await expect.poll(() => lab.events.at(-1)).toMatchObject({ incarnation: 0, state: { kind: "exited", status: 3 } });
    await lab.plane.realise(baseDrill({ revision: 2, pods: [endsAtOnce(1)] }));
    await expect.poll(() => lab.events.at(-1)).toMatchObject({ incarnation: 1, state: { kind: "exited", status: 3 } });
    expect(Buffer.from(lab.plane.logs(podA.uid, "nginx")).toString()).toBe("run 1\n");
  });

  // prettier-ignore
  test.each([
    // what it shows                          container                                           want
    ["an image that the sandbox hasn't",      { image: "example.com/team/shop:v1" },              { reason: "ErrImagePull", message: expect.stringContaining("nginx") }],
    ["a program that the sandbox hasn't",     { image: "busybox", command: ["nope"] },            { reason: "RunContainerError", message: expect.stringContaining('"nope": executable file not found') }],
  ])("%s is a reason to wait, and no other Pod suffers", async (_, change, want) => {
    await lab.plane.realise(baseDrill({ ...open, pods: [withContainer(change), podB] }));
    const state = lab.events.find((event) => event.podUid === podA.uid)?.state;
    expect(state).toMatchObject({ kind: "waiting", ...want });
    expect(await lab.curl(onNode("10.0.35.139"), "10.0.35.150")).toBe(0);
  });

  test("find programs that were unpacked instead of installed", async () => {
    const programsDir = mkdtempSync(join(tmpdir(), "podpath-test-"));
    chmodSync(programsDir, 0o755); // the lab is somebody else's when root starts it
    mkdirSync(join(programsDir, "usr/bin"), { recursive: true });
    // What the lab itself needs may be unpacked elsewhere on this machine.
    if (existsSync(UNPACKED)) symlinkSync(join(UNPACKED, "usr/sbin"), join(programsDir, "usr/sbin"));
    writeFileSync(join(programsDir, "usr/bin/unpacked"), "#!/bin/sh\necho unpacked runs\n", { mode: 0o755 });
    await using own = new TestLab({ programsDir });
    await own.plane.realise(baseDrill({ pods: [withContainer({ image: "busybox", command: ["unpacked"] })] }));
    await expect.poll(() => Buffer.from(own.plane.logs(podA.uid, "nginx")).toString()).toBe("unpacked runs\n");
    rmSync(programsDir, { recursive: true });
  });

  test("of one Pod share its network", async () => {
    const side = { name: "side", image: "busybox", command: ["sleep", "1000"], env: { ROLE: "side" }, ports: [] };
    await lab.plane.realise(baseDrill({ pods: [{ ...podA, containers: [...podA.containers, side] }] }));
    expect(await lab.curl(inPod(podA, "side"), "127.0.0.1")).toBe(0);
    expect((await lab.run(inPod(podA, "side"), ["printenv", "ROLE"])).stdout).toBe("side\n");
  });

  test("restart alone: the network of the Pod stays", async () => {
    await lab.plane.realise(baseDrill(open));
    await lab.run(inPod(podB), ["sh", "-c", "kill -TERM 1"]);
    await expect.poll(() => lab.events.at(-1)).toMatchObject({ podUid: podB.uid, state: { kind: "exited" } });
    expect(await lab.curl(inPod(podA), "10.0.35.150")).toBe(7);
    await lab.plane.realise(baseDrill({ ...open, revision: 2, pods: [podA, { ...podB, incarnation: 1 }] }));
    expect(await lab.curl(inPod(podA), "10.0.35.150")).toBe(0);
  });
});

describe("a change of the snapshot", () => {
  test("adds and removes Pods and nodes, and what is gone leaves nothing", async () => {
    const nodes = [...baseDrill().nodes, { ...thirdNode(), name: "10.0.35.201" }];
    const podC = pod("c", "10.0.35.77", "10.0.35.201", { eniId: "eni-secondc" });
    await lab.plane.realise(baseDrill(open));
    await lab.plane.realise(baseDrill({ ...open, revision: 2, nodes, pods: [podA, podB, podC] }));
    expect(await lab.curl(inPod(podA), "10.0.35.77")).toBe(0);
    expect(await lab.curl(inPod(podC), "10.0.35.150")).toBe(0);
    await lab.plane.realise(baseDrill({ ...open, revision: 3, pods: [podA] }));
    expect(await lab.curl(inPod(podA), "10.0.35.77")).toBe(28);
    expect(await lab.curl(inPod(podA), "10.0.35.150")).toBe(28);
    expect((await lab.run(inPod(podC), ["true"])).end).toMatchObject({ reason: "no-such-target" });
    await lab.plane.realise(baseDrill({ ...open, revision: 4, nodes, pods: [podA, podB, podC] }));
    expect(await lab.curl(inPod(podA), "10.0.35.77")).toBe(0);
    expect(lab.complaints).toEqual([]);
  });

  test("moves an address from one interface to another", async () => {
    await lab.plane.realise(baseDrill(open));
    const moved = pod("z", "10.0.35.150", "10.0.35.139");
    const nodes = [node("a", "10.0.35.139", ["10.0.35.23", "10.0.35.150"]), node("b", "10.0.35.179", [])];
    await lab.plane.realise(baseDrill({ ...open, revision: 2, nodes, pods: [podA, moved] }));
    const { stdout } = await lab.run(onNode("10.0.35.179"), [
      "curl",
      "-s",
      "--connect-timeout",
      "1",
      "http://10.0.35.150/",
    ]);
    expect(stdout).toContain("default/my-appz");
    expect(lab.complaints).toEqual([]);
  });
});

describe("many changes end where one does", () => {
  test.each([1, 2, 3])("seed %i", async (seed) => {
    const changes = fc.sample(SHAPE, { seed, numRuns: 6 });
    for (const [index, shape] of changes.entries()) await lab.plane.realise(cluster(shape, index + 1));
    const last = changes.at(-1)!;
    await using fresh = new TestLab({ accountId: "fresh" });
    await fresh.plane.realise(cluster(last, 1));
    for (const name of last.nodes) expect(await networkOf(lab, name)).toEqual(await networkOf(fresh, name));
    expect(await reachable(lab, last)).toEqual(await reachable(fresh, last));
    expect(lab.complaints).toEqual([]);
  });
});

test("a lab that was killed is built anew by the next snapshot", async () => {
  await lab.plane.realise(baseDrill(open));
  killEverything();
  await expect.poll(() => lab.events.filter((event) => event.state.kind === "exited").length).toBe(2);
  await lab.plane.realise(baseDrill({ ...open, revision: 2 }));
  expect(await lab.curl(inPod(podA), "10.0.35.150")).toBe(0);
});

test("one that is killed while a snapshot is being realised is built anew: nobody is told of it", async () => {
  let revision = 1;
  for (const afterMs of [0, 10, 30, 60]) {
    await lab.plane.realise(baseDrill({ revision: revision++, pods: [] }));
    const realising = lab.plane.realise(baseDrill({ ...open, revision: revision++ }));
    await sleep(afterMs);
    killEverything();
    await realising;
    // It may have been done a moment before: its containers are then told to have ended, and come with the next snapshot.
    await lab.plane.realise(baseDrill({ ...open, revision: revision++, pods: [] }));
    await lab.plane.realise(baseDrill({ ...open, revision: revision++ }));
    expect(await lab.curl(inPod(podA), "10.0.35.150"), `killed after ${afterMs} ms`).toBe(0);
  }
});

test("any process of a lab that is killed takes the lab along; its containers end once, and all together", async () => {
  await lab.plane.realise(baseDrill(open));
  const before = lab.events.length;
  process.kill(holderOfANamespace(), "SIGKILL");
  await expect.poll(() => lab.events.length).toBe(before + 2);
  await lab.plane.realise(
    baseDrill({ ...open, revision: 2, pods: [podA, podB].map((one) => ({ ...one, incarnation: 1 })) }),
  );
  expect(await lab.curl(inPod(podA), "10.0.35.150")).toBe(0);
  expect(lab.events.slice(before).map(({ incarnation, state }) => `${incarnation} ${state.kind}`)).toEqual([
    "0 exited",
    "0 exited",
    "1 running",
    "1 running",
  ]);
});

test("closing is quiet, may be repeated, and a new snapshot opens again", async () => {
  await lab.plane.realise(baseDrill(open));
  const before = lab.events.length;
  await lab.plane.close();
  await lab.plane.close();
  expect(lab.events.length).toBe(before);
  expect((await lab.run(inPod(podA), ["true"])).end).toMatchObject({ reason: "no-such-target" });
  await lab.plane.realise(baseDrill({ ...open, revision: 2 }));
  expect(await lab.curl(inPod(podA), "10.0.35.150")).toBe(0);
});

test("rules longer than one message to the kernel", async () => {
  const many = Array.from(
    { length: 400 },
    (_, i) => `drop tcp 10.9.${i >> 8}.${i & 255}/32 1-2,5-6,9,11,13-14,17,19-20,23`,
  );
  await lab.plane.realise(baseDrill(ingress(...many, "drop all 0.0.0.0/0")));
  expect(await lab.curl(inPod(podA), "10.0.35.150")).toBe(28);
  await lab.plane.realise(baseDrill({ ...ingress(...many, "accept all 0.0.0.0/0"), revision: 2 }));
  expect(await lab.curl(inPod(podA), "10.0.35.150")).toBe(0);
  expect((await lab.counted()).get("eni-secondb sg-drill001 ingress 400")).toBe(1);
});

describe("open connections when their rule goes", () => {
  // A request that is sent in two parts, with the change of rules in between.
  const talk = [
    "bash",
    "-c",
    "exec 3<>/dev/tcp/10.0.35.150/80; echo open; read; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; timeout 1 head -1 <&3",
  ];

  test.each([
    ["keep", "HTTP/1.1 200 OK"],
    ["recheck", ""],
  ] as const)("%s", async (establishedFlows, answer) => {
    await using switched = new TestLab({ establishedFlows });
    await switched.plane.realise(baseDrill(open));
    let heard = "";
    const hear = (chunk: Uint8Array) => void (heard += Buffer.from(chunk).toString());
    const request = { target: inPod(podA), command: talk, stdin: true };
    const execution = switched.plane.exec(request, { stdout: hear, stderr: hear });
    await expect.poll(() => heard).toBe("open\n");
    await switched.plane.realise(baseDrill({ ...ingress(), revision: 2 }));
    execution.write(Buffer.from("\n"));
    await execution.ended;
    expect(heard.replace("open\n", "").trim()).toBe(answer);
    expect(await switched.curl(inPod(podA), "10.0.35.150")).toBe(28);
  });
});

test("a rule's count survives changes of its neighbours", async () => {
  await lab.plane.realise(baseDrill(ingress("accept tcp 10.0.35.23/32 80")));
  await lab.curl(inPod(podA), "10.0.35.150");
  await lab.plane.realise(
    baseDrill({ revision: 2, ...ingress("accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.23/32 80") }),
  );
  await lab.curl(inPod(podA), "10.0.35.150");
  expect((await lab.counted()).get("eni-secondb sg-drill001 ingress 1")).toBe(2);
});

/** Which nodes there are, and on which of them, by its number, each Pod address is used; null: nobody has it. */
interface Shape {
  readonly nodes: readonly string[];
  readonly places: readonly (number | null)[];
  readonly open: boolean;
}

const NODES = ["10.0.35.139", "10.0.35.179", "10.0.35.201"];
const ADDRESSES = ["10.0.35.23", "10.0.35.24", "10.0.35.150", "10.0.35.77"];
const SHAPE: fc.Arbitrary<Shape> = fc.record({
  nodes: fc.subarray(NODES, { minLength: 1 }),
  places: fc.tuple(...ADDRESSES.map(() => fc.option(fc.integer({ min: 0, max: 5 })))),
  open: fc.boolean(),
});

function cluster({ nodes, places, open: isOpen }: Shape, revision: number): Snapshot {
  const at = places.map((place) => (place === null ? undefined : nodes[place % nodes.length]));
  const letters = nodes.map((name) => "abc"[NODES.indexOf(name)]!);
  const pods = ADDRESSES.flatMap((address, index) => {
    const name = at[index];
    if (name === undefined) return [];
    const eniId = `eni-second${letters[nodes.indexOf(name)]}`;
    return [pod(`${index}`, address, name, { eniId, uid: `uid ${address} on ${name}` })];
  });
  const ofNode = (name: string) => ADDRESSES.filter((_, index) => at[index] === name);
  const all = nodes.map((name, index) => node(letters[index]!, name, ofNode(name)));
  return baseDrill({ ...(isOpen ? open : ingress()), revision, nodes: all, pods });
}

/** What a node's kernel holds, without numbers that depend on the order of things. */
async function networkOf(at: TestLab, name: string): Promise<readonly string[]> {
  const command =
    "ip -o addr; ip rule; ip -6 rule; ip route show table all; ip -6 route show table all; ip neigh show nud permanent";
  const { stdout } = await at.run(onNode(name), ["sh", "-c", command]);
  const lines = stdout.split("\n").map((line) => line.replaceAll(/^\d+: |@if\d+|\s+$/g, ""));
  return [...new Set(lines)].sort();
}

async function reachable(at: TestLab, shape: Shape): Promise<readonly (readonly [string, string, number | null])[]> {
  const { pods } = cluster(shape, 1);
  const pairs = pods.flatMap((from) => pods.map((to) => [from, to] as const));
  return Promise.all(
    pairs.map(async ([from, to]) => [from.name, to.name, await at.curl(inPod(from), to.addresses[0]!)] as const),
  );
}

function thirdNode(): Snapshot["nodes"][0] {
  return node("c", "10.0.35.201", ["10.0.35.77"]);
}

const children = (pid: number) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").map(Number);

/** The `ip` that a node's or a Pod's network lives as long as: the child of what brought it inside. */
function holderOfANamespace(): number {
  const outer = children(process.pid).find((pid) =>
    /nsenter.*unshare/s.test(readFileSync(`/proc/${pid}/cmdline`, "utf8")),
  );
  return children(outer!)[0]!;
}

/** PID 1 of the lab: the child of the one process of ours that made the namespaces. */
function killEverything(): void {
  const outer = children(process.pid).find((pid) => readFileSync(`/proc/${pid}/comm`, "utf8") === "unshare\n");
  process.kill(children(outer!)[0]!, "SIGKILL");
}
