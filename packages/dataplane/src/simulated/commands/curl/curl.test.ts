import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SimulatedLab } from "../../test/lab.ts";
import { openSmallCluster, UIDS, podA, podC } from "../../test/small-cluster.ts";

let lab: SimulatedLab;

beforeAll(async () => {
  lab = await openSmallCluster();
});
afterAll(() => lab.plane.close());

describe("curl", () => {
  const noAnswer = (ms: number, why: string) =>
    `curl: (28) Failed to connect to 10.0.35.150 port 80 after ${ms} ms: ${why}\n`;
  const skipped = (seconds: number) => `(simulated) ${seconds} s fast-forwarded\n`;

  // prettier-ignore
  test.each([
    // what it shows               arguments                                           status  output  what it complains of
    ["a drop, with a limit",       "--connect-timeout 3 http://10.0.35.150/",          28,     "",     skipped(3) + noAnswer(3000, "Timeout was reached")],
    ["a drop, without one",        "http://10.0.35.150",                               28,     "",     skipped(7.1) + noAnswer(7100, "Couldn't connect to server")],
    ["-m",                         "-m 2 10.0.35.150",                                 28,     "",     `${skipped(2)}curl: (28) Connection timed out after 2000 milliseconds\n`],
    ["--max-time=, half a second", "--max-time=0.5 10.0.35.150",                       28,     "",     `${skipped(0.5)}curl: (28) Connection timed out after 500 milliseconds\n`],
    ["nothing listens",            "10.0.35.150:22",                                   7,      "",     "curl: (7) Failed to connect to 10.0.35.150 port 22 after 0 ms: Couldn't connect to server\n"],
    ["nobody holds the address",   "-m 1 10.0.35.99",                                  28,     "",     `${skipped(1)}curl: (28) Connection timed out after 1000 milliseconds\n`],
    ["no such name",               "http://my-app2.default.svc/",                      6,      "",     "curl: (6) Could not resolve host: my-app2.default.svc\n"],
    ["a bad port",                 "http://10.0.35.150:70000/",                        3,      "",     "curl: (3) URL using bad/illegal format or missing URL\n"],
    ["another protocol",           "ftp://10.0.35.150/",                               1,      "",     'curl: (1) Protocol "ftp" not supported or disabled in libcurl\n'],
    ["no URL",                     "-v",                                               2,      "",     "curl: no URL specified!\ncurl: try 'curl --help' or 'curl --manual' for more information\n"],
    ["an unknown option",          "--nope x",                                         2,      "",     "curl: option --nope: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n"],
    ["an option without value",    "-m",                                               2,      "",     "curl: option -m: requires parameter\ncurl: try 'curl --help' or 'curl --manual' for more information\n"],
    ["a limit that is none",       "--connect-timeout abc x",                          2,      "",     "curl: option --connect-timeout: expected a proper numerical parameter\ncurl: try 'curl --help' or 'curl --manual' for more information\n"],
    ["-s says nothing",            "-s -m 1 10.0.35.150",                              28,     "",     skipped(1)],
    ["-s -S says it again",        "-s -S 10.0.35.150:22",                             7,      "",     "curl: (7) Failed to connect to 10.0.35.150 port 22 after 0 ms: Couldn't connect to server\n"],
    ["-w after a failure",         "-sS -w '\\n%{http_code}' 10.0.35.150:22",          7,      "\n000", "curl: (7) Failed to connect to 10.0.35.150 port 22 after 0 ms: Couldn't connect to server\n"],
    ["-w",                         "-s -o /dev/null -w '%{http_code} %{remote_ip}:%{remote_port} %{local_ip} %{exitcode} %%' 10.0.35.24", 0, "200 10.0.35.24:80 10.0.35.23 0 %", ""],
    ["-w with an unknown name",    "-s -o /dev/null -w '%{nope}x' 10.0.35.24",         0,      "x",    "curl: unknown --write-out variable: 'nope'\n"],
    ["-f on 404",                  "-sSf 10.0.35.24/nope",                             22,     "",     "curl: (22) The requested URL returned error: 404\n"],
    ["the second of two URLs",     "-s -o /dev/null -o /dev/null 10.0.35.150:22 10.0.35.24",            0,      "",     ""],
  ])("%s", async (_, args, status, stdout, stderr) => {
    expect(await lab.sh(podA, `curl ${args}`)).toMatchObject({ status, stdout, stderr });
  });

  test("the page, and the log of who answered", async () => {
    const { stdout, status } = await lab.sh(podA, "curl -s '10.0.35.24/?podpath=1'");
    expect(status).toBe(0);
    expect(stdout).toContain("Welcome to nginx!");
    expect(stdout).toContain("default/my-appc");
    const log = Buffer.from(lab.plane.logs(UIDS.c, "nginx")).toString();
    expect(log).toMatch(
      /^10\.0\.35\.23 - - \[23\/Nov\/2026:03:\d\d:\d\d \+0000\] "GET \/\?podpath=1 HTTP\/1\.1" 200 \d+ "-" "curl\/7\.88\.1"$/m,
    );
  });

  test("-i, -I and -o", async () => {
    expect((await lab.sh(podA, "curl -si 10.0.35.24 | head -1")).stdout).toBe("HTTP/1.1 200 OK\r\n");
    const head = (await lab.sh(podA, "curl -I 10.0.35.24")).stdout;
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n(.*\r\n)+\r\n$/);
    expect((await lab.sh(podA, "curl -s -o /tmp/page 10.0.35.24; grep -c nginx /tmp/page")).stdout).toBe("2\n");
    expect(await lab.sh(podA, "curl -sS -o /nope/page 10.0.35.24")).toMatchObject({ status: 23 });
  });

  test("-v tells the story, as the real one does", async () => {
    const dropped = await lab.sh(podA, "curl -sv --connect-timeout 3 10.0.35.150");
    expect(dropped.stderr.split("\n")).toEqual([
      "*   Trying 10.0.35.150:80...",
      "(simulated) 3 s fast-forwarded",
      "* ipv4 connect timeout after 3000ms, move on!",
      "* Failed to connect to 10.0.35.150 port 80 after 3000 ms: Timeout was reached",
      "* Closing connection 0",
      "",
    ]);
    const answered = (await lab.sh(podA, "curl -sv 10.0.35.150:8080/x -H 'X-A: b' -A me -o /dev/null")).stderr;
    for (const line of [
      "> GET /x HTTP/1.1",
      "> Host: 10.0.35.150:8080",
      "> User-Agent: me",
      "> X-A: b",
      "< HTTP/1.1 404 Not Found",
    ]) {
      expect(answered.split("\n")).toContain(line);
    }
  });

  test("IPv6, and a machine that has none", async () => {
    expect((await lab.sh(podA, "curl -s -m 1 'http://[fd00:35::150]:8080/'")).status).toBe(28);
    expect(await lab.sh(podC, "curl -sS 'http://[fd00:35::150]/'")).toMatchObject({ status: 7 });
  });

  test("itself, by any of its names", async () => {
    for (const name of ["localhost", "127.0.0.1", "my-appa", "10.0.35.23", "[::1]", "[fd00:35::23]"]) {
      expect([name, (await lab.sh(podA, `curl -s -o /dev/null 'http://${name}/'`)).status]).toEqual([name, 0]);
    }
  });
});
