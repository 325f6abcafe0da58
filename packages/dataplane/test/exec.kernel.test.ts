import type { ExecEnd, Execution, ExecTarget } from "@podpath/access-path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { baseDrill } from "./base-drill.ts";
import { inPod, onNode, openLab, type TestLab } from "./lab.ts";

const pod = inPod(baseDrill().pods[0]!);
const node = onNode("10.0.35.139");
let lab: TestLab;

beforeAll(async () => {
  lab = await openLab(baseDrill());
});
afterAll(() => lab.plane.close());

describe("with pipes", () => {
  // prettier-ignore
  test.each([
    // what it shows                       command                                            want
    ["the exit status",                    ["sh", "-c", "exit 7"],                            { status: 7, stdout: "", stderr: "" }],
    ["both outputs, apart",                ["sh", "-c", "echo out; echo err >&2"],            { status: 0, stdout: "out\n", stderr: "err\n" }],
    ["outputs that are opened by name",    ["sh", "-c", "echo x > /dev/stderr"],              { status: 0, stdout: "", stderr: "x\n" }],
    ["words are never a shell's",          ["echo", "a  b", "$HOME", "it's", ";", "`id`"],    { status: 0, stdout: "a  b $HOME it's ; `id`\n", stderr: "" }],
    ["a killed command",                   ["sh", "-c", "kill -9 $$"],                        { status: 137, stdout: "", stderr: "" }],
    ["127 that is the command's own",      ["sh", "-c", "exit 127"],                          { status: 127, stdout: "", stderr: "" }],
    ["its name is the Pod's",              ["cat", "/proc/sys/kernel/hostname"],              { status: 0, stdout: "my-appa\n", stderr: "" }],
    ["PID 1 is the workload",              ["cat", "/proc/1/comm"],                           { status: 0, stdout: "nginx\n", stderr: "" }],
  ])("%s", async (_, command, want) => {
    expect(await lab.run(pod, command)).toMatchObject(want);
  });

  test("input reaches the command, and its end does", async () => {
    const text = "0123456789".repeat(100_000);
    expect((await lab.run(pod, ["cat"], text)).stdout).toBe(text);
  });

  test("without input the command reads the end at once", async () => {
    expect((await lab.run(pod, ["cat"])).status).toBe(0);
  });

  // prettier-ignore
  test.each([
    // what it shows                    target                               command                want
    ["a name that isn't on PATH",       pod,                                 ["nope"],              { kind: "not-started", reason: "not-found" }],
    ["a path that isn't there",         pod,                                 ["/opt/nope"],         { kind: "not-started", reason: "not-found" }],
    ["a file that is no program",       pod,                                 ["/etc/passwd"],       { kind: "not-started", reason: "not-permitted" }],
    ["a Pod that isn't there",          inPod({ uid: "nobody" }),            ["true"],              { kind: "not-started", reason: "no-such-target" }],
    ["a container that isn't there",    inPod(baseDrill().pods[0]!, "nope"), ["true"],              { kind: "not-started", reason: "no-such-target" }],
    ["a node that isn't there",         onNode("10.0.35.1"),                 ["true"],              { kind: "not-started", reason: "no-such-target" }],
  ])("%s is no exit status", async (_, target, command, want) => {
    expect((await lab.run(target, command)).end).toMatchObject(want);
  });

  test("many commands at once", async () => {
    const numbers = Array.from({ length: 60 }, (_, i) => String(i));
    const ran = await Promise.all(numbers.map((number) => lab.run(pod, ["cat"], number)));
    expect(ran.map(({ stdout }) => stdout)).toEqual(numbers);
  });

  test("kill ends the command and what it started, also what left its process group", async () => {
    const silent = { stdout: () => {}, stderr: () => {} };
    const command = ["sh", "-c", "setsid sleep 1001 & sleep 1002"];
    const execution = lab.plane.exec({ target: pod, command, stdin: false }, silent);
    await expect.poll(() => commandsIn(pod)).toMatch(/^sleep 1002$/m);
    execution.kill();
    expect(await execution.ended).toEqual({ kind: "exited", status: 137 });
    await expect.poll(() => commandsIn(pod)).not.toContain("sleep");
  });
});

test("processes that lose their parent on a node leave no zombies", async () => {
  await lab.run(node, ["sh", "-c", "for i in 1 2 3; do setsid sh -c 'sleep 0.01' & done"]);
  await expect.poll(() => commandsIn(node)).not.toMatch(/defunct|0\.01/);
});

test("a node's shell is root of the node's own network", async () => {
  const { status, stdout } = await lab.run(node, [
    "sh",
    "-c",
    "id -u; ip rule; ip route show table 4003; nft list ruleset",
  ]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^0\n/);
  expect(stdout).toContain("512:\tfrom all to 10.0.35.23 lookup main");
  expect(stdout).toContain("1536:\tfrom 10.0.35.23 lookup 4003");
  expect(stdout).toContain("default via 10.0.35.1 dev eth1");
});

describe.each([
  ["Pod", pod, "my-appa"],
  ["node", node, "10.0.35.139"],
])("on a terminal, in a %s", (_, target, hostname) => {
  test("there is one, of the size asked for, and the exit status is kept", async () => {
    const session = new Session(target, ["sh", "-c", "tty; stty size; exit 7"]);
    expect(await session.ended).toEqual({ kind: "exited", status: 7 });
    expect(session.heard).toBe("/dev/pts/0\r\n30 100\r\n");
  });

  test("words are never a shell's", async () => {
    const session = new Session(target, ["echo", "a  b", "$HOME", "it's", '"', "`id`", "\\"]);
    await session.ended;
    expect(session.heard).toBe("a  b $HOME it's \" `id` \\\r\n");
  });

  test("a prompt, a resize, Ctrl-C, a status", async () => {
    const session = new Session(target, ["bash"]);
    await session.hears(`root@${hostname}:/# `);
    session.execution.resize(77, 22);
    await session.type("until [ \"$(stty size)\" = '22 77' ]; do sleep 0.01; done; echo re''sized\n", "resized");
    session.execution.write(Buffer.from("sleep 1003\n"));
    await expect.poll(() => commandsIn(target)).toMatch(/^sleep 1003$/m);
    await session.type("\u0003", "^C");
    await session.type('echo "status=$?"\n', "status=130");
    await session.type("exit 9\n", "exit");
    expect(await session.ended).toEqual({ kind: "exited", status: 9 });
  });

  test("what is typed before there is a prompt is the command's input, once, and the status is kept", async () => {
    const session = new Session(target, ["sh", "-c", "read -r word; echo got=$word; exit 6"]);
    session.execution.write(Buffer.from("ahead\n"));
    expect(await session.ended).toEqual({ kind: "exited", status: 6 });
    expect(session.heard).toBe("ahead\r\ngot=ahead\r\n");
  });

  test("the end of input ends a shell", async () => {
    const session = new Session(target, ["sh"]);
    await session.hears("# ");
    session.execution.endInput();
    expect(await session.ended).toEqual({ kind: "exited", status: 0 });
  });

  test("kill ends a shell and its jobs", async () => {
    const session = new Session(target, ["bash"]);
    await session.hears("# ");
    await session.type("sleep 1004 & echo sta''rted\n", "started");
    session.execution.kill();
    await session.ended;
    await expect.poll(() => commandsIn(target)).not.toContain("sleep 1004");
  });

  test("a command that isn't there is no exit status", async () => {
    const session = new Session(target, ["nope"]);
    expect(await session.ended).toMatchObject({ kind: "not-started", reason: "not-found" });
    expect(session.heard).toBe("");
  });
});

class Session {
  heard = "";
  readonly execution: Execution;
  readonly ended: Promise<ExecEnd>;

  constructor(target: ExecTarget, command: readonly string[]) {
    const hear = (chunk: Uint8Array) => void (this.heard += Buffer.from(chunk).toString());
    const tty = { columns: 100, rows: 30 };
    this.execution = lab.plane.exec({ target, command, stdin: true, tty }, { stdout: hear, stderr: hear });
    this.ended = this.execution.ended;
  }

  async hears(text: string): Promise<void> {
    await expect.poll(() => this.heard, { timeout: 5_000 }).toContain(text);
  }

  async type(keys: string, answer: string): Promise<void> {
    this.heard = "";
    this.execution.write(Buffer.from(keys));
    await this.hears(answer);
  }
}

async function commandsIn(target: ExecTarget): Promise<string> {
  return (await lab.run(target, ["ps", "axo", "args"])).stdout;
}
