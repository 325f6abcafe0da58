import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SimulatedLab } from "../test/lab.ts";
import { openSmallCluster, podA, podC } from "../test/small-cluster.ts";

let lab: SimulatedLab;

beforeAll(async () => {
  lab = await openSmallCluster();
});
afterAll(() => lab.plane.close());

describe("ping", () => {
  // prettier-ignore
  test.each([
    ["an answer",           podA, "-c 2 10.0.35.150",      0, /^PING 10\.0\.35\.150 \(10\.0\.35\.150\) 56\(84\) bytes of data\.\n64 bytes from 10\.0\.35\.150: icmp_seq=1 ttl=61 \(simulated\)\n.*icmp_seq=2.*\n\n--- 10\.0\.35\.150 ping statistics ---\n2 packets transmitted, 2 received, 0% packet loss, time 1000ms\n$/],
    ["no answer",           podC, "-c 3 -W 1 10.0.35.150", 1, /3 packets transmitted, 0 received, 100% packet loss, time 2000ms\n/],
    ["the same node",       podC, "-c 1 10.0.35.23",       0, /ttl=63/],
    ["itself",              podC, "-c 1 127.0.0.1",        0, /ttl=64/],
    ["nobody's address",    podA, "-c 1 -W 1 10.0.35.99",  1, /100% packet loss/],
    ["quiet",               podA, "-q -c 1 10.0.35.150",   0, /^PING .*\n\n--- /],
    ["no such name",        podA, "-c 1 nowhere",          2, /^$/],
    ["no address",          podA, "",                      1, /^$/],
    ["no IPv6 here",        podC, "-c 1 fd00:35::23",      2, /^$/],
  ])("%s", async (_, target, args, status, stdout) => {
    const ran = await lab.sh(target, `ping ${args}`);
    expect(ran.status).toBe(status);
    expect(ran.stdout).toMatch(stdout);
  });

  test("says what it skipped", async () => {
    expect((await lab.sh(podC, "ping -c 3 -W 1 10.0.35.150")).stderr).toBe("(simulated) 3 s fast-forwarded\n");
  });
});
