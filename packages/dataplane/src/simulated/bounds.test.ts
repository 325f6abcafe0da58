import { describe, expect, test } from "vitest";
import { baseDrill } from "../../test/base-drill.ts";
import { inPod, SimulatedLab } from "./test/lab.ts";

const pod = inPod(baseDrill().pods[0]!);

// One process may carry many learners: what one of them runs must not stop the others or fill the memory.
describe("a script", () => {
  // prettier-ignore
  test.each([
    ["that runs itself",            "echo 'echo x; sh /tmp/s' > /tmp/s; sh /tmp/s | tail -1",                         /too many shells/],
    ["that reads itself in",        "echo '. /tmp/s' > /tmp/s; . /tmp/s",                                             /too many shells/],
    ["that doubles a variable",     "x=aaaaaaaaaaaaaaaa; for i in $(cat /tmp/many); do x=$x$x; done",                  /value too long/],
    ["that doubles a file",         "echo aaaaaaaa > /tmp/f; for i in $(cat /tmp/many); do cat /tmp/f /tmp/f > /tmp/g; cat /tmp/g > /tmp/f; done; wc -c /tmp/f", /^$/],
    ["that starts itself twice, without waiting", "echo 'sh /tmp/s & sh /tmp/s & wait' > /tmp/s; sh /tmp/s",          /fork: Resource temporarily unavailable|too many shells/],
  ])("%s comes to an end", async (_, script, problem) => {
    const lab = await SimulatedLab.open(baseDrill());
    await lab.sh(pod, "for a in 1 2 3 4 5; do for b in 1 2 3 4 5 6 7 8; do echo $a$b; done; done > /tmp/many");
    const ran = await lab.sh(pod, script);
    expect(ran.end.kind).toBe("exited");
    expect(ran.stderr).toMatch(problem);
  });

  test.each([
    ["parentheses", "(".repeat(5000)],
    ["substitutions", "echo " + "$(echo ".repeat(2000) + ")".repeat(2000)],
    ["quotes in substitutions", 'echo "$('.repeat(500)],
    ["sums", `echo $((${"(".repeat(5000)}1${")".repeat(5000)}))`],
    ["braces", "${x:-".repeat(3000)],
  ])("of %s in each other is a mistake", async (_, script) => {
    const lab = await SimulatedLab.open(baseDrill());
    expect(await lab.sh(pod, script)).toMatchObject({ status: 2, end: { kind: "exited" } });
  });

  test("that never ends can be ended", async () => {
    const lab = await SimulatedLab.open(baseDrill());
    const silent = { stdout: () => {}, stderr: () => {} };
    const command = ["sh", "-c", "while :; do :; done"];
    const execution = lab.plane.exec({ target: pod, command, stdin: false }, silent);
    await new Promise((resolve) => setTimeout(resolve, 5));
    execution.kill();
    expect(await execution.ended).toEqual({ kind: "exited", status: 137 });
  });
});

test("a log keeps its end", async () => {
  const lab = await SimulatedLab.open(baseDrill());
  const { uid } = baseDrill().pods[0]!;
  for (let i = 0; i < 40; i++) await lab.sh(pod, `curl -s -o /dev/null -A ${"x".repeat(9000)} localhost/${i}`);
  const log = Buffer.from(lab.plane.logs(uid, "nginx")).toString();
  expect(log.length).toBeLessThanOrEqual(256 * 1024);
  expect(log).toContain("GET /39 ");
  expect(log).not.toContain("GET /0 ");
});
