import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { baseDrill } from "../../../test/base-drill.ts";
import { SimulatedLab } from "../test/lab.ts";
import { openSmallCluster, podA } from "../test/small-cluster.ts";

let lab: SimulatedLab;

beforeAll(async () => {
  lab = await openSmallCluster();
});
afterAll(() => lab.plane.close());

describe("what isn't here", () => {
  test.each(["tcpdump -i eth0", "apt-get install x", "vi /etc/hosts", "iptables -L"])(
    "%s is refused clearly",
    async (command) => {
      const ran = await lab.sh(podA, command);
      expect(ran.status).toBe(127);
      expect(ran.stderr).toMatch(/^\(simulated\) \S+: not available here; these are: curl ping /);
    },
  );

  test("in both languages, unless one was asked for", async () => {
    const both = await SimulatedLab.open(baseDrill(), { languages: () => ["zh", "en"] });
    const { stderr } = await both.sh(podA, "tcpdump");
    expect(stderr).toMatch(/^（模拟）这里没有 tcpdump，能用的命令有：.*\n\(simulated\) tcpdump: not available here; /);
    expect((await both.sh(podA, "curl -s -m 3 10.0.35.150")).stderr).toBe(
      "（模拟）等待 3 秒，已快进\n(simulated) 3 s fast-forwarded\n",
    );
  });

  test("a program that was asked for by itself never began", async () => {
    const { end } = await lab.run(podA, ["tcpdump"]);
    expect(end).toMatchObject({ kind: "not-started", reason: "not-found" });
    expect(end.kind === "not-started" && end.message).toContain('exec: "tcpdump": executable file not found in $PATH');
    expect((await lab.run(podA, ["/opt/nope"])).end).toMatchObject({ reason: "not-found" });
    expect((await lab.run(podA, ["/etc/passwd"])).end).toMatchObject({ reason: "not-permitted" });
  });

  test("help lists what is", async () => {
    const { stdout } = await lab.sh(podA, "help");
    for (const name of ["curl", "ping", "ss", "nslookup", "cat"]) expect(stdout).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
