import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SimulatedLab } from "../test/lab.ts";
import { openSmallCluster, nodeA, podA, podB } from "../test/small-cluster.ts";

let lab: SimulatedLab;

beforeAll(async () => {
  lab = await openSmallCluster();
});
afterAll(() => lab.plane.close());

describe("looking round", () => {
  // prettier-ignore
  test.each([
    // what it shows              where  command                                   output
    ["a Pod's address",           podA,  "ip -br addr show eth0 | head -1",        /^eth0@if\d+ +UP +10\.0\.35\.23\/32 fd00:35::23\/128 \n$/],
    ["a Pod's routes",            podA,  "ip route",                               "default via 169.254.1.1 dev eth0 \n169.254.1.1 dev eth0 scope link \n"],
    ["a node's addresses",        nodeA, "ip -4 -o addr | grep -c eth",            "2\n"],
    ["a node's policy routing",   nodeA, "ip rule | grep 10.0.35.23",              "512:\tfrom all to 10.0.35.23 lookup main\n1536:\tfrom 10.0.35.23 lookup 4003\n"],
    ["the table of an interface", nodeA, "ip route show table 4003",               "default via 10.0.35.1 dev eth1 onlink \n"],
    ["the way a Pod's packet goes", nodeA, "ip route get 10.0.35.150 from 10.0.35.23 | head -1", "10.0.35.150 from 10.0.35.23 via 10.0.35.1 dev eth1 table 4003 uid 0 \n"],
    ["the way a node's goes",     nodeA, "ip route get 10.0.35.179 | head -1",     "10.0.35.179 dev eth0 src 10.0.35.139 uid 0 \n"],
    ["what listens in a Pod",     podB,  "ss -lntH", "LISTEN 0 511 0.0.0.0:80   0.0.0.0:*\nLISTEN 0 511 [::]:80      [::]:*   \nLISTEN 0 511 0.0.0.0:8080 0.0.0.0:*\nLISTEN 0 511 [::]:8080    [::]:*   \n"],
    ["nothing listens on a node", nodeA, "ss -lnt",                                "State Recv-Q Send-Q Local Address:Port Peer Address:Port\n"],
    ["who I am",                  podA,  "hostname; cat /etc/hostname; hostname -i; whoami", "my-appa\nmy-appa\n10.0.35.23 fd00:35::23\nroot\n"],
    ["the variables",             podA,  "env | grep HOSTNAME",                    "HOSTNAME=my-appa\n"],
    ["the names it knows",        podA,  "getent hosts my-appa | head -1",         "10.0.35.23      my-appa\n"],
    ["nodes know each other",     nodeA, "getent hosts 10.0.35.179",               "10.0.35.179     10.0.35.179\n"],
    ["folders",                   podA,  "ls /etc/nginx /usr/share",               "/etc/nginx:\nnginx.conf\n/usr/share:\nnginx\n"],
    ["it says what it is",        podA,  "grep ^ID /etc/os-release",               "ID=podpath-simulated\n"],
    ["what runs",                 podA,  "ps | grep nginx",                        /^ +1 root +nginx -g daemon off;\n/],
    ["which",                     podA,  "which curl",                             "/usr/bin/curl\n"],
    ["wc and sort",               podA,  "printf 'b\\na\\nb\\n' | sort -u | wc -l", "2\n"],
    ["tail",                      podA,  "printf '1\\n2\\n3\\n' | tail -n 2",      "2\n3\n"],
    ["files can be written",      podA,  "echo hi > /tmp/x && rm /tmp/x && cat /tmp/x 2>&1", "cat: /tmp/x: No such file or directory\n"],
  ] as const)("%s", async (_, target, command, want) => {
    const { stdout } = await lab.sh(target, command);
    if (typeof want === "string") expect(stdout).toBe(want);
    else expect(stdout).toMatch(want);
  });

  test("nslookup has nobody to ask, and says so", async () => {
    const { status, stdout } = await lab.sh(podA, "nslookup my-app2");
    expect(status).toBe(1);
    expect(stdout).toContain("(simulated) no name server answers here");
  });

  test("ip changes nothing", async () => {
    for (const command of [
      "ip addr add 10.0.0.9/32 dev eth0",
      "ip route del default",
      "ip link set eth0 down",
      "ip rule flush",
    ]) {
      const ran = await lab.sh(nodeA, command);
      expect(ran).toMatchObject({ status: 2, stdout: "" });
      expect(ran.stderr).toContain("(simulated) ip only shows things here");
    }
  });
});
