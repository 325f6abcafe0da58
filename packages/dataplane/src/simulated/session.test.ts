import { beforeEach, describe, expect, test } from "vitest";
import { baseDrill } from "../../test/base-drill.ts";
import { inPod, onNode, Session, SimulatedLab } from "./test/lab.ts";

const pod = inPod(baseDrill().pods[0]!);
let lab: SimulatedLab;

beforeEach(async () => {
  lab = await SimulatedLab.open(baseDrill());
});

describe.each([
  ["Pod", pod, "my-appa"],
  ["node", onNode("10.0.35.139"), "10.0.35.139"],
])("at a terminal, in a %s", (_, target, hostname) => {
  const prompt = `(simulated) root@${hostname}:/# `;

  test("the first words say that nothing here is real, and so does each prompt", async () => {
    const session = new Session(lab, target, ["sh"]);
    expect(await session.hears(prompt)).toMatch(/^\(simulated\) a simulated data plane: no real packets/);
  });

  test("a command, its status, exit", async () => {
    const session = new Session(lab, target, ["bash"]);
    await session.hears(prompt);
    session.type("echo go''ing; false\r");
    expect(await session.hears(prompt)).toBe(`echo go''ing; false\r\ngoing\r\n${prompt}`);
    session.type("echo status=$?\r");
    await session.hears("\nstatus=1\r\n");
    session.type("exit 9\r");
    expect(await session.ended).toEqual({ kind: "exited", status: 9 });
  });

  test("Ctrl-C ends what runs, not the shell", async () => {
    const session = new Session(lab, target, ["sh"]);
    await session.hears(prompt);
    session.type("echo sta''rted; sleep infinity; echo never\r");
    await session.hears("started");
    session.type("\x03");
    expect(await session.hears(prompt)).toBe(`^C\r\n${prompt}`);
    session.type("echo $?\r");
    await session.hears("\n130\r\n");
  });

  test("Ctrl-C gives up a line, also an unfinished one", async () => {
    const session = new Session(lab, target, ["sh"]);
    await session.hears(prompt);
    session.type("for i in 1 2\r");
    await session.hears("> ");
    session.type("do echo\x03");
    await session.hears(prompt);
    session.type("echo fine\r");
    await session.hears("\nfine\r\n");
  });

  test("lines go on until they are whole", async () => {
    const session = new Session(lab, target, ["sh"]);
    await session.hears(prompt);
    session.type("for i in 1 2\rdo echo n$i\rdone\r");
    await session.hears("n1\r\nn2\r\n");
  });

  test("Ctrl-D and the end of input leave", async () => {
    const [typed, cut] = [new Session(lab, target, ["sh"]), new Session(lab, target, ["sh"])];
    await typed.hears(prompt);
    typed.type("\x04");
    expect(await typed.ended).toEqual({ kind: "exited", status: 0 });
    cut.execution.endInput();
    expect(await cut.ended).toEqual({ kind: "exited", status: 0 });
  });

  test("kill ends the shell and what it started", async () => {
    const session = new Session(lab, target, ["sh"]);
    await session.hears(prompt);
    session.type("sleep infinity & echo sta''rted; sleep infinity\r");
    await session.hears("started");
    session.execution.kill();
    expect(await session.ended).toEqual({ kind: "exited", status: 137 });
    expect((await lab.sh(target, "ps | grep -c infinity")).stdout).toBe("1\n");
  });

  test("its size is known, and follows", async () => {
    const session = new Session(lab, target, ["sh", "-c", "tty; stty size; read x; stty size"], 100);
    await session.hears("/dev/pts/0\r\n24 100\r\n");
    session.execution.resize(77, 22);
    session.type("\r");
    await session.hears("22 77\r\n");
  });
});

test("Tab completes programs and files", async () => {
  const session = new Session(lab, pod, ["sh"]);
  await session.hears("# ");
  session.type("hostn\t; cat /etc/hostn\t\r");
  await session.hears("my-appa\r\nmy-appa\r\n");
});

test("Ctrl-C ends a command that has the terminal to itself", async () => {
  const session = new Session(lab, pod, ["ping", "-i", "100", "127.0.0.1"]);
  await session.hears("icmp_seq=1");
  session.type("\x03");
  expect(await session.ended).toEqual({ kind: "exited", status: 0 });
  expect(session.heard).toContain("1 packets transmitted, 1 received");
});

test("cat repeats what is typed, until Ctrl-D", async () => {
  const session = new Session(lab, pod, ["cat"]);
  session.type("安全组\r");
  await session.hears("安全组\r\n安全组\r\n");
  session.type("\x04");
  expect(await session.ended).toEqual({ kind: "exited", status: 0 });
});

describe("with pipes", () => {
  test("no prompt, no echo: a script that comes by standard input, and what it reads from there", async () => {
    const ran = await lab.run(
      pod,
      ["sh"],
      "for i in 1 2\ndo\necho $i\ndone\nread x\nthe line\necho got $x\nexit 4\necho never\n",
    );
    expect(ran).toMatchObject({ status: 4, stdout: "1\n2\ngot the line\n", stderr: "" });
  });

  test("a character that comes in two pieces", async () => {
    let heard = "";
    const execution = lab.plane.exec(
      { target: pod, command: ["cat"], stdin: true },
      { stdout: (chunk) => (heard += Buffer.from(chunk).toString()), stderr: () => {} },
    );
    const bytes = Buffer.from("组\n");
    execution.write(bytes.subarray(0, 1));
    execution.write(bytes.subarray(1));
    execution.endInput();
    await execution.ended;
    expect(heard).toBe("组\n");
  });

  test("much input", async () => {
    const text = "0123456789".repeat(100_000);
    expect((await lab.run(pod, ["cat"], text)).stdout).toBe(text);
  });

  test("without input the command reads the end at once", async () => {
    expect(await lab.run(pod, ["cat"])).toMatchObject({ status: 0, stdout: "" });
  });
});
