import type { Pod, Snapshot } from "@podpath/access-path";
import { describe, expect, test } from "vitest";
import { baseDrill, group, node, pod } from "../../test/base-drill.ts";
import { inPod, onNode, Session, SimulatedLab } from "./test/lab.ts";

const [podA, podB] = baseDrill().pods as [Pod, Pod];
const open: Partial<Snapshot> = {
  securityGroups: [group("sg-drill001", ["accept all 0.0.0.0/0"], ["accept all 0.0.0.0/0"])],
};
const curl = ["curl", "-s", "-o", "/dev/null", "-m", "1", "10.0.35.150"];

function withContainer(change: Partial<Pod["containers"][0]>, incarnation = 0): Pod {
  return { ...podA, incarnation, containers: [{ ...podA.containers[0]!, ...change }] };
}

function logOf(lab: SimulatedLab, { uid }: Pod): string {
  return Buffer.from(lab.plane.logs(uid, "nginx")).toString();
}

async function until(holds: () => boolean): Promise<void> {
  for (let turns = 0; !holds(); turns++) {
    if (turns > 10_000) throw new Error("it never came to that");
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe("containers", () => {
  test("are told of when they run, with their output kept", async () => {
    const talker = withContainer({ image: "busybox", command: ["sh", "-c", "echo hello; sleep infinity"] });
    const lab = await SimulatedLab.open(baseDrill({ pods: [talker] }));
    expect(lab.events).toEqual([{ podUid: podA.uid, container: "nginx", incarnation: 0, state: { kind: "running" } }]);
    await until(() => logOf(lab, podA) === "hello\n");
  });

  test("that end are told of with their status, and start again with the next incarnation", async () => {
    const brief = (incarnation: number): Pod =>
      withContainer({ image: "busybox", command: ["sh", "-c", `echo run ${incarnation}; exit 3`] }, incarnation);
    const lab = await SimulatedLab.open(baseDrill({ pods: [brief(0)] }));
    await until(() => lab.events.length === 2);
    expect(lab.events[1]).toMatchObject({ incarnation: 0, state: { kind: "exited", status: 3 } });
    await lab.plane.realise(baseDrill({ revision: 2, pods: [brief(1)] }));
    await until(() => lab.events.length === 4);
    expect(lab.events[3]).toMatchObject({ incarnation: 1, state: { kind: "exited", status: 3 } });
    expect(logOf(lab, podA)).toBe("run 1\n");
  });

  // prettier-ignore
  test.each([
    // what it shows                       container                                            waits because        names
    ["an image that isn't here",           { image: "example.com/team/shop:v1" },               "ErrImagePull",      "nginx"],
    ["a program that isn't here",          { image: "busybox", command: ["nope"] },             "RunContainerError", '"nope": executable file not found'],
  ])("%s is a reason to wait, and no other Pod suffers", async (_, change, reason, named) => {
    const lab = await SimulatedLab.open(baseDrill({ ...open, pods: [withContainer(change), podB] }));
    const state = lab.events.find(({ podUid }) => podUid === podA.uid)?.state;
    expect(state).toMatchObject({ kind: "waiting", reason, message: expect.stringContaining(named) });
    expect((await lab.run(onNode("10.0.35.139"), curl)).status).toBe(0);
    expect((await lab.run(inPod(podA), ["true"])).end).toMatchObject({ reason: "no-such-target" });
  });

  test.each([
    "nginx",
    "nginx:1.27",
    "ccr.ccs.tencentyun.com/library/nginx:latest",
    "registry:5000/x/nginx@sha256:0123",
  ])("%s is nginx", async (image) => {
    const lab = await SimulatedLab.open(
      baseDrill({ ...open, pods: [podA, { ...podB, containers: [{ ...podB.containers[0]!, image }] }] }),
    );
    expect((await lab.run(inPod(podA), curl)).status).toBe(0);
  });

  test("listen on what they declare, or on 80", async () => {
    const ports = [
      { protocol: "tcp" as const, port: 8080 },
      { protocol: "udp" as const, port: 53 },
    ];
    const declared = await SimulatedLab.open(baseDrill({ pods: [withContainer({ ports })] }));
    expect(
      (await declared.sh(inPod(podA), "curl -s -o /dev/null localhost:8080; echo $?; curl -s localhost; echo $?"))
        .stdout,
    ).toBe("0\n7\n");
    const undeclared = await SimulatedLab.open(baseDrill({ pods: [withContainer({ ports: [] })] }));
    expect((await undeclared.sh(inPod(podA), "curl -s -o /dev/null localhost; echo $?")).stdout).toBe("0\n");
  });

  test("that sleep listen nowhere: a connection is refused, whatever the Pod declares", async () => {
    const asleep = { ...podB, containers: [{ ...podB.containers[0]!, command: ["sleep", "infinity"] }] };
    const lab = await SimulatedLab.open(baseDrill({ ...open, pods: [podA, asleep] }));
    expect((await lab.run(inPod(podA), curl)).status).toBe(7);
  });

  test("of one Pod share its ports: the second nginx finds 80 taken", async () => {
    const second = { ...podA.containers[0]!, name: "second" };
    const lab = await SimulatedLab.open(baseDrill({ pods: [{ ...podA, containers: [...podA.containers, second] }] }));
    await until(() => lab.events.length === 3);
    expect(lab.events[2]).toMatchObject({ container: "second", state: { kind: "exited", status: 1 } });
    expect(Buffer.from(lab.plane.logs(podA.uid, "second")).toString()).toContain("Address already in use");
  });

  test("restart alone, when their first process is asked to end", async () => {
    const lab = await SimulatedLab.open(baseDrill(open));
    await lab.sh(inPod(podB), "kill 1");
    await until(() => lab.events.at(-1)?.state.kind === "exited");
    expect((await lab.run(inPod(podA), curl)).status).toBe(7);
    await lab.plane.realise(baseDrill({ ...open, revision: 2, pods: [podA, { ...podB, incarnation: 1 }] }));
    expect((await lab.run(inPod(podA), curl)).status).toBe(0);
  });

  test("lose what was written in them when they start again", async () => {
    const lab = await SimulatedLab.open(baseDrill(open));
    await lab.sh(inPod(podB), "echo mine > /usr/share/nginx/html/index.html");
    expect((await lab.sh(inPod(podA), "curl -s 10.0.35.150")).stdout).toBe("mine\n");
    await lab.plane.realise(baseDrill({ ...open, revision: 2, pods: [podA, { ...podB, incarnation: 1 }] }));
    expect((await lab.sh(inPod(podA), "curl -s 10.0.35.150")).stdout).toContain("Welcome to nginx!");
  });
});

describe("a change of the snapshot", () => {
  test("of rules alone is obeyed at once, and disturbs nothing", async () => {
    const lab = await SimulatedLab.open(baseDrill());
    expect((await lab.run(inPod(podA), curl)).status).toBe(28);
    await lab.plane.realise(baseDrill({ ...open, revision: 2 }));
    expect((await lab.run(inPod(podA), curl)).status).toBe(0);
    expect(lab.events).toHaveLength(2);
  });

  test("lets in a connection that is still trying", async () => {
    const lab = await SimulatedLab.open(baseDrill());
    const trying = lab.sh(inPod(podA), "curl -s -o /dev/null -w '%{time_connect}' 10.0.35.150");
    await until(() => lab.clock.now() > Date.UTC(2026, 10, 23, 3, 15, 40));
    await lab.plane.realise(baseDrill({ ...open, revision: 2 }));
    const { status, stdout } = await trying;
    expect(status).toBe(0);
    expect(Number(stdout)).toBeGreaterThanOrEqual(1);
  });

  test("removes and adds Pods and nodes; who is in there is thrown out", async () => {
    const lab = await SimulatedLab.open(baseDrill(open));
    const inside = lab.sh(inPod(podB), "sleep infinity");
    await lab.plane.realise(baseDrill({ ...open, revision: 2, pods: [podA] }));
    expect((await inside).end).toEqual({ kind: "exited", status: 137 });
    expect((await lab.run(inPod(podA), curl)).status).toBe(28);
    const third = node("c", "10.0.35.201", ["10.0.35.77"]);
    const podC = pod("c", "10.0.35.77", "10.0.35.201", { eniId: "eni-secondc" });
    await lab.plane.realise(
      baseDrill({ ...open, revision: 3, nodes: [...baseDrill().nodes, third], pods: [podA, podB, podC] }),
    );
    expect((await lab.run(inPod(podC), curl)).status).toBe(0);
    expect((await lab.run(onNode("10.0.35.201"), ["hostname"])).stdout).toBe("10.0.35.201\n");
  });

  test("keeps a connection that stands, when its rule goes", async () => {
    const lab = await SimulatedLab.open(baseDrill(open));
    const script =
      "exec 3<>/dev/tcp/10.0.35.150/80; echo open; read x; printf 'GET / HTTP/1.0\\r\\n\\r\\n' >&3; head -1 <&3";
    const session = new Session(lab, inPod(podA), ["sh", "-c", script]);
    await session.hears("open");
    await lab.plane.realise(baseDrill({ revision: 2 }));
    session.type("\r");
    await session.hears("HTTP/1.1 200 OK");
    expect((await lab.run(inPod(podA), curl)).status).toBe(28);
  });
});

test("closing is quiet, may be repeated, and a new snapshot opens again", async () => {
  const lab = await SimulatedLab.open(baseDrill(open));
  const running = lab.sh(inPod(podA), "sleep infinity");
  await lab.plane.close();
  await lab.plane.close();
  expect((await running).end).toEqual({ kind: "exited", status: 137 });
  expect((await lab.run(inPod(podA), ["true"])).end).toMatchObject({ kind: "not-started", reason: "no-such-target" });
  expect(await lab.plane.counters()).toEqual([]);
  expect(lab.events).toHaveLength(2);
  await lab.plane.realise(baseDrill({ ...open, revision: 2 }));
  expect((await lab.run(inPod(podA), curl)).status).toBe(0);
});
