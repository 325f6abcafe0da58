import { findScenario } from "@podpath/scenarios";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { check, imageOf, openBench, solve, type Bench } from "./bench.ts";
import { isKernelAble, kernelPlane } from "./kernel-plane.ts";

/** Cheats from inside Pods and nodes, on the kernel's packets. Each is tried on top of the ones before: none may pass. */

const LIMIT_MS = 60_000;
const able = await isKernelAble();
let [cheats, breaks] = [0, 0];
afterAll(() =>
  console.log(
    `grader, on the kernel: ${cheats} cheats from inside Pods and nodes, none passes; ${breaks} broken endpoints are the learner's`,
  ),
);

type Where = "a" | "b" | "nodeA" | "nodeB";

async function run({ a, b, sandbox }: Bench, where: Where, script: string): Promise<void> {
  const pods = {
    a: { pod: a.pod, container: a.pod.containers[0]!.name },
    b: { pod: b.pod, container: b.pod.containers[0]!.name },
  };
  const target =
    where === "a" || where === "b"
      ? ({ kind: "pod", uid: pods[where].pod.uid, container: pods[where].container } as const)
      : ({ kind: "node", name: (where === "nodeA" ? a : b).node.name } as const);
  const dataPlane = sandbox.emulator.dataPlane(sandbox.account.id);
  const execution = dataPlane.exec(
    { target, command: ["sh", "-c", script], stdin: false },
    { stdout: () => {}, stderr: () => {} },
  );
  const timer = setTimeout(() => execution.kill(), 3000);
  await execution.ended;
  clearTimeout(timer);
}

const B = "10.0.35.150";
const CONF = "/tmp/own.conf";
const SERVER = `printf 'events{} http{access_log /proc/1/fd/1; server{listen 80; listen 8000; location /{return 200 "Welcome to nginx!";}}}' > ${CONF}; nginx -c ${CONF} >/dev/null 2>&1 &`;

// prettier-ignore
const CHEATS: readonly (readonly [string, Where, string])[] = [
  ["the hosts file",                      "a", `echo "127.0.0.1 ${B}" >> /etc/hosts`],
  ["a curl of its own, first in PATH",    "a", `mkdir -p /usr/local/bin; printf '#!/bin/sh\\nprintf "ok\\\\n200"\\n' > /usr/local/bin/curl; chmod +x /usr/local/bin/curl`],
  ["a curl of its own in its place",      "a", `printf '#!/bin/sh\\nprintf "ok\\\\n200"\\n' > /tmp/curl; chmod +x /tmp/curl; cp /tmp/curl /usr/bin/curl; mount --bind /tmp/curl /usr/bin/curl`],
  ["PATH in the profile",                 "a", `echo 'export PATH=/tmp:$PATH' >> /etc/profile; echo 'export PATH=/tmp:$PATH' >> /etc/bash.bashrc`],
  ["an alias",                            "a", `echo "alias curl='echo 200'" >> /root/.bashrc`],
  ["a library before all others",         "a", `echo /tmp/evil.so > /etc/ld.so.preload`],
  ["an own listener at its own address",  "a", SERVER],
  ["curl told to connect elsewhere",      "a", `printf 'connect-to = "${B}:80:127.0.0.1:80"\\n' > /root/.curlrc; cp /root/.curlrc /.curlrc`],
  ["curl told to resolve elsewhere",      "a", `printf 'resolve = "${B}:80:127.0.0.1"\\n' > /root/.curlrc`],
  ["curl told of a proxy",                "a", `printf 'proxy = "http://127.0.0.1:8000"\\n' > /root/.curlrc`],
  ["curl told what to write",             "a", `printf 'write-out = "\\\\n200"\\nurl = "http://127.0.0.1/"\\n' > /root/.curlrc`],
  ["curl told to fetch a file",           "a", `printf 'url = "file:///etc/hosts"\\n' > /root/.curlrc`],
  ["a proxy in the environment",          "a", `echo 'http_proxy=http://127.0.0.1:8000' >> /etc/environment`],
  ["Pod B's address on its own loopback", "a", `ip addr add ${B}/32 dev lo; ip route add local ${B} dev lo table local`],
  ["a rewrite inside Pod A",              "a", `nft 'add table ip n; add chain ip n o { type nat hook output priority -100; }; add rule ip n o ip daddr ${B} dnat to 127.0.0.1'; iptables -t nat -A OUTPUT -d ${B} -j DNAT --to 127.0.0.1`],
  ["noise on the counters",               "a", `for i in 1 2 3; do (curl -s -m 1 http://${B}:81 >/dev/null 2>&1 &) ; done`],
  ["an answer without end",               "a", `printf 'http-silly' > /dev/null; head -c 2000000 /dev/zero | tr '\\0' 'x' > /tmp/big`],
  ["Pod A's clock",                       "a", `date -s '2001-01-01'`],
  ["the log spoofed",                     "b", `for i in 1 2 3 4 5; do echo '"GET /?podpath=0123456789abcdef HTTP/1.1" 200' > /proc/1/fd/1; done`],
  ["the log full of escape codes",        "b", `printf '\\033[2J\\033[31mpassed\\n' > /proc/1/fd/1`],
  ["the log flooded",                     "b", `i=0; while [ $i -lt 500 ]; do echo "line $i"; i=$((i+1)); done > /proc/1/fd/1`],
  ["Pod B listens on what is open",       "b", `printf 'events{} http{access_log /proc/1/fd/1; server{listen 22;location /{return 200 "Welcome to nginx!";}}}' > /tmp/22.conf; nginx -c /tmp/22.conf >/dev/null 2>&1 &`],
  ["the node rewrites to the open port",  "nodeA", `nft 'add table ip n; add chain ip n p { type nat hook prerouting priority -100; }; add rule ip n p ip daddr ${B} tcp dport 80 dnat to ${B}:22'`],
  ["the node answers for Pod B",          "nodeA", `ip addr add ${B}/32 dev lo; (printf 'HTTP/1.1 200 OK\\r\\n\\r\\nok' | nc -l -p 80 >/dev/null 2>&1 &)`],
  ["the node's rules flushed",            "nodeA", `nft flush ruleset; ip rule add from all lookup main priority 1`],
  ["the way around by the primary ENI",   "nodeA", `ip route replace ${B} dev eth0; ip rule add to ${B} lookup main priority 2`],
  ["the far node pretends to be near",    "nodeB", `nft 'add table ip n; add chain ip n q { type nat hook postrouting priority 100; }; add rule ip n q masquerade'`],
];

describe.runIf(able)("nothing is mended", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(await imageOf(findScenario("vpc-cni-pod-to-pod")!), kernelPlane);
  }, LIMIT_MS);
  afterAll(() => bench?.sandbox.close());

  test.each(CHEATS)("%s", { timeout: LIMIT_MS }, async (_, where, script) => {
    await run(bench, where, script);
    expect((await check(bench)).verdict).not.toBe("passed");
    cheats += 1;
  });
});

// prettier-ignore
const BREAKS: readonly (readonly [string, Where, string])[] = [
  ["Pod B's way gone",     "nodeB", "ip route flush table main; ip link set eth1 down"],
  ["Pod A's way gone",     "nodeA", "ip route flush table main; ip link set eth1 down"],
];

describe.runIf(able)("mended, and an end is broken", () => {
  test.each(BREAKS)("%s: not yet, and not our defect", { timeout: LIMIT_MS }, async (_, where, script) => {
    const bench = await openBench(await imageOf(findScenario("vpc-cni-pod-to-pod")!), kernelPlane);
    try {
      await solve(bench);
      expect((await check(bench)).verdict).toBe("passed");
      await run(bench, where, script);
      expect((await check(bench)).verdict).toBe("not-yet");
      breaks += 1;
    } finally {
      await bench.sandbox.close();
    }
  });
});
