import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { printRule, type Snapshot } from "@podpath/access-path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SupervisorRecord } from "../src/supervisor/protocol.ts";
import type { LabStatus } from "../src/status.ts";
import { labProcess, processesNaming, type LabProcess } from "./lab-process.ts";
import { act, openShell, readLivePage, send, watch, type LivePage, type Watched } from "./live-page.ts";

const RULE = "accept tcp 10.0.35.23/32 80";
/** A user of the machine who is nobody here. */
const STRANGER = 65_534;

let lab: LabProcess;
let page: LivePage;
const readRecord = (): SupervisorRecord =>
  JSON.parse(readFileSync(join(lab.folder, "supervisor.json"), "utf8")) as SupervisorRecord;

beforeAll(async () => {
  lab = labProcess();
  expect((await lab.run("up")).status).toBe(0);
  page = readLivePage(lab.folder);
});
afterAll(() => lab.dispose());

const withKey = (more: Record<string, string> = {}) => ({ authorization: `Bearer ${page.key}`, ...more });
const json = { "content-type": "application/json" };
const probe = JSON.stringify({ verb: "probe" });

describe("nobody else gets anything", () => {
  // prettier-ignore
  test.each([
    // who                                     what he sends                                                                                       answer
    ["another user, without the key",          () => ({}),                                                                                         401],
    ["another user, who guesses",              () => ({ authorization: `Bearer ${"A".repeat(22)}` }),                                              401],
    ["the control API's token",                () => ({ authorization: `Bearer ${readRecord().token}` }),             401],
    ["a site that rebound its name, with key", () => withKey({ host: `evil.example:${page.port}` }),                                               421],
    ["another site, with the key",             () => withKey({ origin: "https://evil.example" }),                                                  403],
    ["a page on another port, with the key",   () => withKey({ origin: `http://127.0.0.1:${page.port - 1}` }),                                     403],
    ["a frame without an origin",              () => withKey({ origin: "null" }),                                                                  403],
    ["a link on another site",                 () => withKey({ "sec-fetch-site": "cross-site" }),                                                  403],
  ] as const)("%s", async (_, headers, status) => {
    const answers = await Promise.all([
      send(page, "/live/feed", { headers: headers() }),
      send(page, "/live/do", { method: "POST", headers: { ...json, ...headers() }, body: probe }),
      send(page, "/live/anything", { headers: headers() }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([status, status, status]);
    for (const { body, headers: sent } of answers) {
      expect(body).not.toContain("sg-");
      expect(Object.keys(sent).filter((name) => name.startsWith("access-control"))).toEqual([]);
    }
  });

  // prettier-ignore
  test.each([
    ["another site's page",            { origin: "https://evil.example" },       403],
    ["another port's page",            { origin: "http://127.0.0.1:1" },         403],
    ["a rebound name",                 { host: "evil.example" },                 403],
    ["a page that guesses",            { key: "A".repeat(22) },                  401],
    ["a program that names no origin", { origin: null },                         401],
  ])("a terminal for %s", async (_, options, status) => {
    await expect(openShell(page, "podA", options)).rejects.toThrow(String(status));
  });

  test("a preflight of another site is refused", async () => {
    const headers = { origin: "https://evil.example", "access-control-request-method": "POST" };
    const answered = await send(page, "/live/do", { method: "OPTIONS", headers });
    expect(answered.status).toBe(403);
    expect(answered.headers["access-control-allow-origin"]).toBeUndefined();
  });

  // prettier-ignore
  test.each([
    ["/no-such-page",    "zh-Hans"],
    ["/en/no-such-page", "en"],
    ["/../../package.json", "zh-Hans"],
  ])("%s is answered by the guide's own page for it, under the same policy", async (path, language) => {
    const { status, body, headers } = await send(page, path, {});
    expect(status).toBe(404);
    expect(body).toContain(`lang=${language} `);
    expect(headers["content-security-policy"]).toContain("default-src 'none'");
  });

  test("the page's key is no token of the control API", async () => {
    expect((await send(page, "/api/hello", { headers: withKey() })).status).toBe(401);
  });

  test.runIf(process.getuid?.() === 0)("another user can't read the key", () => {
    const read = (): Buffer =>
      execFileSync("cat", [join(lab.folder, "page.json")], { uid: STRANGER, gid: STRANGER, cwd: "/", stdio: "pipe" });
    expect(read).toThrow(/Permission denied/);
  });

  test("a Pod and a node reach no port of it, on any address that they know", async () => {
    for (const place of ["podA", "nodeA"]) {
      for (const host of ["127.0.0.1", "10.0.35.1", "10.0.35.139"]) {
        const url = `http://${host}:${page.port}/live/proof?nonce=0123456789abcdef`;
        const ran = await lab.run("exec", place, "--", "curl", "-sS", "-m", "2", url);
        expect([7, 28], `${place} ${host}: ${ran.stdout}`).toContain(ran.status);
      }
    }
  });

  test("the key is in no log and on no command line", async () => {
    await act(page, { verb: "hint", layer: 1 });
    expect(readFileSync(join(lab.folder, "supervisor.log"), "utf8")).not.toContain(page.key);
    expect(processesNaming(page.key)).toEqual([]);
  });
});

describe("the page asks who answers", () => {
  const nonce = "0123456789abcdef";
  test("and the lab proves that it has the key, for the origin it was asked at", async () => {
    const answered = await send(page, `/live/proof?nonce=${nonce}`);
    const proof = createHmac("sha256", page.key).update(`${page.origin} ${nonce}`).digest("hex");
    expect(JSON.parse(answered.body)).toEqual({ proof });
    expect(answered.body).not.toContain(page.key);
  });
  test("a program on another port that passes the question on gets no proof for its own", async () => {
    const headers = { host: `127.0.0.1:${page.port + 1}` };
    expect((await send(page, `/live/proof?nonce=${nonce}`, { headers })).status).toBe(403);
  });
  test.each(["", "?nonce=", "?nonce=short", `?nonce=${"x".repeat(65)}`, "?nonce=a%20b%20c%20d%20e%20f%20g%20h"])(
    "a question that is none: %s",
    async (query) => expect((await send(page, `/live/proof${query}`)).status).toBe(400),
  );
});

describe("with the key, a fixed list of things", () => {
  // prettier-ignore
  test.each([
    ["a command that is no verb", JSON.stringify({ verb: "down" }),                  json,                            400],
    ["words of its own",          JSON.stringify({ verb: "probe; down" }),           json,                            400],
    ["no JSON",                   "verb=probe",                                      json,                            400],
    ["a form",                    probe,                                             { "content-type": "text/plain" }, 415],
    ["too much",                  JSON.stringify({ verb: "x".repeat(70_000) }),      json,                            413],
  ])("%s", async (_, body, headers, status) => {
    const answered = await send(page, "/live/do", { method: "POST", headers: withKey(headers), body });
    expect(answered.status).toBe(status);
  });

  test("a terminal is in a Pod or on a node, and nowhere else", async () => {
    for (const place of ["desk", "host", "", "../podA", "podC"])
      await expect(openShell(page, place)).rejects.toThrow("404");
  });
});

describe("the feed", () => {
  let feed: Watched;
  beforeAll(async () => {
    feed = await watch(page);
  });
  afterAll(() => feed.close());
  const groupOf = ({ securityGroups }: Snapshot) => securityGroups[0]!;

  test("begins with what is: the drill, its Pods, the rules, the counters", async () => {
    const { lab: known } = await feed.wait("lab");
    expect(known).toMatchObject({ scenario: "vpc-cni-pod-to-pod", hints: 3, podB: { ip: "10.0.35.150", port: 80 } });
    const { snapshot } = await feed.wait("snapshot");
    expect(snapshot.pods.map(({ addresses }) => addresses.join()).toSorted()).toEqual(["10.0.35.150", "10.0.35.23"]);
    expect((await feed.wait("counters")).counters.length).toBeGreaterThan(0);
  });

  test("sends no packet by itself: a prediction still counts", async () => {
    await sleep(1500);
    expect(await feed.wait("attempt")).toEqual({ type: "attempt", probed: false, prediction: null, diagnosed: false });
    expect(feed.events.filter(({ type }) => type === "checking" || type === "grade")).toEqual([]);
    expect(await act(page, { verb: "predict", outcome: "timed-out" })).toMatchObject({
      exit: 0,
      answer: { answer: { kind: "prediction", outcome: "timed-out", late: false }, counts: true },
    });
    await feed.wait("attempt", ({ prediction }) => prediction === "timed-out");
  });

  test("a probe at the terminal moves the counters, and the checks begin", async () => {
    feed.forget();
    expect((await lab.run("probe")).status).toBe(1);
    const dropped = (counters: readonly { rule: number | null; packets: number }[]) =>
      counters.some(({ rule, packets }) => rule === null && packets > 0);
    await feed.wait("counters", ({ counters }) => dropped(counters));
    await feed.wait("attempt", ({ probed }) => probed);
    const { grade } = await feed.wait("grade");
    expect(grade.verdict).toBe("not-yet");
    await feed.wait("checking", ({ busy }) => !busy);
  });

  test("the page's probe is seen by every page", async () => {
    feed.forget();
    const done = await act(page, { verb: "probe" });
    expect(done.exit).toBe(1);
    const { observation } = await feed.wait("observation");
    expect(observation.outcome.kind).toBe("timed-out");
  });

  test("rules that the page writes are the learner's own calls, on record, and turn the checks green", async () => {
    const { snapshot } = await (await watch(page)).wait("snapshot");
    const group = groupOf(snapshot);
    const was = group.ingress.map(printRule);
    feed.forget();
    const write = { verb: "rules", group: group.id, direction: "ingress" } as const;
    expect(await act(page, { ...write, was, rules: [...was, RULE] })).toMatchObject({ exit: 0 });
    await feed.wait("snapshot", (event) => groupOf(event.snapshot).ingress.map(printRule).includes(RULE));
    await feed.wait("grade", ({ grade }) => grade.verdict === "passed");
    const { url, token } = readRecord();
    const { account } = await lab.json<LabStatus>("status");
    const audit = await fetch(`${url}/api/accounts/${account}/audit`, {
      headers: { authorization: `Bearer ${token}` },
    });
    const last = ((await audit.json()) as { action: string; changes: boolean; principal?: string }[]).findLast(
      ({ changes }) => changes,
    );
    expect(last).toMatchObject({ action: "vpc.ModifySecurityGroupPolicies", errorCode: null });
    const { learner } = (
      (await (
        await fetch(`${url}/api/accounts/${account}`, { headers: { authorization: `Bearer ${token}` } })
      ).json()) as { account: { learner: { secretId: string } } }
    ).account;
    expect(JSON.stringify(last)).toMatch(new RegExp(`${learner.secretId}|learner`));
  });

  test("a list that moved meanwhile is left as it is, and the reader told", async () => {
    const { snapshot } = await (await watch(page)).wait("snapshot");
    const { id } = groupOf(snapshot);
    const done = await act(page, { verb: "rules", group: id, direction: "ingress", was: [], rules: [] });
    expect(done).toMatchObject({ exit: 1, answer: { error: { code: "RulesMoved" } } });
    const text = (done.answer as { error: { message: { zh: string; en: string } } }).error.message;
    expect(text.zh).toContain(id);
    expect(text.en).toContain(id);
  });

  test("a rule that can't be read, or a group that isn't there, is refused in both languages", async () => {
    const { snapshot } = await (await watch(page)).wait("snapshot");
    const { id, ingress } = groupOf(snapshot);
    const was = ingress.map(printRule);
    const bad = await act(page, {
      verb: "rules",
      group: id,
      direction: "ingress",
      was,
      rules: ["accept tcp 10.0.35.300 80"],
    });
    expect(bad).toMatchObject({ exit: 2, answer: { error: { message: { zh: expect.any(String) } } } });
    const gone = await act(page, { verb: "rules", group: "sg-00000000", direction: "ingress", was: [], rules: [] });
    expect(gone).toMatchObject({ exit: 2, answer: { error: { code: "NoSuchGroup" } } });
  });

  test("what turned green turns red again when it is broken elsewhere", async () => {
    feed.forget();
    expect((await lab.run("sg", "remove", "podB", "ingress", "1")).status).toBe(0);
    const { grade } = await feed.wait("grade", (event) => event.grade.verdict === "not-yet");
    expect(grade.checks.find(({ id }) => id === "symptom.connects")?.status).toBe("fail");
  });

  test("a diagnosis is the command line's answer, and every page is told of it", async () => {
    feed.forget();
    const { podB } = await lab.json<LabStatus>("status");
    const blame = { at: "podB", direction: "ingress", group: podB!.securityGroups[0]!, rule: null } as const;
    const { exit, answer } = await act(page, { verb: "diagnose", blame });
    expect({ exit, answer }).toMatchObject({ exit: 0, answer: { counts: true, answer: { kind: "diagnosis" } } });
    await feed.wait("attempt", ({ diagnosed }) => diagnosed);
  });

  test("hints are the command line's", async () => {
    const { exit, answer } = await act(page, { verb: "hint", layer: 2 });
    const ran = await lab.run("hint", "2", "--lang", "zh");
    expect(exit).toBe(0);
    expect(ran.stdout).toContain((answer as { text: { zh: string } }).text.zh);
    expect((await act(page, { verb: "hint", layer: 9 })).exit).toBe(2);
  });

  test("nobody looks: nothing is done", async () => {
    feed.close();
    await feed.ended;
    await sleep(1000);
    const { pid } = readRecord();
    const ticks = (): number => {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]!.split(" ");
      return Number(fields[11]) + Number(fields[12]);
    };
    const before = ticks();
    await sleep(3000);
    // A hundred ticks a second; the controllers' own heartbeats cost one or two.
    expect(ticks() - before).toBeLessThan(15);
  });
});

describe("the terminal", () => {
  test("is in the Pod: Chinese text, its own size, a new size, its exit status", async () => {
    const { podA } = await lab.json<LabStatus>("status");
    const shell = await openShell(page, "podA");
    shell.resize(97, 31);
    shell.type("hostname; echo 你好，安全组 | wc -m\r");
    await shell.shows(podA!.name);
    await shell.shows(/\r\n7\r\n/);
    shell.type("stty size\r");
    await shell.shows("31 97");
    shell.resize(120, 40);
    shell.type("stty size\r");
    await shell.shows("40 120");
    // One key wipes one character, however wide.
    shell.type("echo 安全组网\u007f | wc -m\r");
    await shell.shows(/\r4\r\n/);
    shell.type("exit 7\r");
    expect(await shell.ended).toBe(7);
  });

  test("Ctrl-C ends a curl that waits, and a flood", async () => {
    const shell = await openShell(page, "podA");
    shell.type("curl -sS http://10.0.35.150:81; echo ended-$?\r");
    await sleep(500);
    shell.type("\u0003");
    await sleep(200);
    shell.type("echo still-$((1+1))\r");
    await shell.shows("still-2");
    shell.type("yes\r");
    await shell.shows(/(y\r\n){1000}/);
    shell.type("\u0003");
    shell.type("echo after-$((2+2))\r");
    await shell.shows("after-4");
    shell.close();
  });

  test("is on the node: no Pod, and no machine of ours", async () => {
    const shell = await openShell(page, "nodeB");
    shell.type("ip -br addr show eth0\r");
    await shell.shows("10.0.35.179");
    shell.type("exit\r");
    expect(await shell.ended).toBe(0);
  });

  test("ends with the page", async () => {
    const shell = await openShell(page, "podB");
    shell.type("sleep 31415 & echo started-$((3+3))\r");
    await shell.shows("started-6");
    shell.close();
    await expect.poll(() => processesNaming("sleep 31415"), { timeout: 20_000 }).toEqual([]);
  });

  test("there are only so many at once", async () => {
    const shells = await Promise.all(Array.from({ length: 8 }, () => openShell(page, "podA")));
    await expect(openShell(page, "podA")).rejects.toThrow("503");
    for (const shell of shells) shell.close();
    await expect
      .poll(() => openShell(page, "podA").then((shell) => shell.close(), String), { timeout: 20_000 })
      .toBe(undefined);
  });
});

describe("the lab comes and goes", () => {
  test("a supervisor that died comes back where the page looks for it, with the key that the page has", async () => {
    const feed = await watch(page);
    process.kill(readRecord().pid, "SIGKILL");
    await feed.ended;
    expect((await lab.run("status")).status).toBe(0);
    expect(readLivePage(lab.folder)).toEqual(page);
    const again = await watch(page);
    expect((await again.wait("lab")).lab?.scenario).toBe("vpc-cni-pod-to-pod");
    again.close();
  });

  test("a reset is seen: new Pods, the old key", async () => {
    const before = await lab.json<LabStatus>("status");
    expect((await lab.run("reset")).status).toBe(0);
    expect(readLivePage(lab.folder)).toEqual(page);
    const feed = await watch(page);
    const now = await feed.wait("lab", (event) => event.lab !== null);
    expect(now.lab?.podA?.name).not.toBe(before.podA?.name);
    // The record stays, so that the new lab is checked by itself.
    expect((await feed.wait("attempt")).probed).toBe(true);
    feed.close();
  });

  test("after down the feed ends, and the key is worth nothing for the next lab", async () => {
    const feed = await watch(page);
    // A command of the page's that outlived its supervisor would start another.
    const cut = act(page, { verb: "check" }).catch(() => ({ exit: 3, answer: null }));
    await feed.wait("checking", ({ busy }) => busy);
    expect((await lab.run("down")).status).toBe(0);
    await feed.ended;
    expect(await cut).toEqual({ exit: 3, answer: null });
    await sleep(1500);
    expect(processesNaming(lab.folder)).toEqual([]);
    expect((await lab.run("up")).status).toBe(0);
    expect(readLivePage(lab.folder).key).not.toBe(page.key);
  });
});
