import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SimulatedLab } from "../test/lab.ts";
import { openSmallCluster, podA } from "../test/small-cluster.ts";

let lab: SimulatedLab;

beforeAll(async () => {
  lab = await openSmallCluster();
});
afterAll(() => lab.plane.close());

describe("other ways to try a port", () => {
  // prettier-ignore
  test.each([
    // what it shows             command                                            status  stderr
    ["nc, open",                 "nc -zv 10.0.35.150 8080",                         0,      "Connection to 10.0.35.150 8080 port [tcp/*] succeeded!\n"],
    ["nc, refused",              "nc -zv 10.0.35.150 22",                           1,      "nc: connect to 10.0.35.150 port 22 (tcp) failed: Connection refused\n"],
    ["nc, dropped",              "nc -z -v -w 2 10.0.35.150 80",                    1,      "(simulated) 2 s fast-forwarded\nnc: connect to 10.0.35.150 port 80 (tcp) timed out: Operation now in progress\n"],
    ["nc, UDP refused",          "nc -zvu 10.0.35.24 53",                           1,      ""],
    ["nc, no port",              "nc -z 10.0.35.24",                                1,      "usage: nc [-46nuvz] [-w SECONDS] ADDRESS PORT\n"],
    ["telnet, refused",          "telnet 10.0.35.150 22",                           1,      "telnet: Unable to connect to remote host: Connection refused\n"],
    ["telnet, dropped",          "telnet 10.0.35.150 80",                           1,      "(simulated) 7.1 s fast-forwarded\ntelnet: Unable to connect to remote host: Connection timed out\n"],
    ["bash, open",               "</dev/tcp/10.0.35.150/8080",                      0,      ""],
    ["bash, refused",            "</dev/tcp/10.0.35.150/22",                        1,      "sh: connect: Connection refused\nsh: /dev/tcp/10.0.35.150/22: Connection refused\n"],
    ["bash, with a limit",       "timeout 3 bash -c '</dev/tcp/10.0.35.150/80'",    124,    "(simulated) 3 s fast-forwarded\n"],
    ["wget, refused",            "wget -O- 10.0.35.150:22",                         4,      "Connecting to 10.0.35.150:22... failed: Connection refused.\n"],
    ["wget, dropped",            "wget -T 2 -t 1 -O- 10.0.35.150",                  4,      "(simulated) 2 s fast-forwarded\nConnecting to 10.0.35.150:80... failed: Connection timed out.\n"],
    ["wget -q says nothing",     "wget -qO- 10.0.35.24/nope",                       8,      ""],
    ["wget, no such name",       "wget nowhere",                                    4,      "wget: unable to resolve host address ‘nowhere’\n"],
  ])("%s", async (_, command, status, stderr) => {
    expect(await lab.sh(podA, command)).toMatchObject({ status, stderr });
  });

  test("a connection can be talked to by hand", async () => {
    const request = "printf 'GET / HTTP/1.0\\r\\n\\r\\n'";
    for (const script of [
      `${request} | nc 10.0.35.24 80 | head -1`,
      `exec 3<>/dev/tcp/10.0.35.24/80; ${request} >&3; head -1 <&3`,
      `${request} | telnet 10.0.35.24 80 | grep HTTP`,
    ]) {
      expect((await lab.sh(podA, script)).stdout).toBe("HTTP/1.1 200 OK\r\n");
    }
    expect((await lab.sh(podA, "wget -qO- 10.0.35.24 | grep -o my-appc")).stdout).toBe("my-appc\n");
  });
});
