import type { Flow, Snapshot } from "@podpath/access-path";
import { describe, expect, test } from "vitest";
import { baseDrill, group } from "../../../dataplane/test/base-drill.ts";
import { diagnoseCluster, type Found } from "../../src/diagnose/diagnose-cluster.ts";
import type { ProbeJson } from "../../src/diagnose/diagnosis-json.ts";
import { DIAGNOSIS_SCHEMA } from "../../src/diagnose/diagnosis-schema.ts";
import { readTo } from "../../src/diagnose/read-line.ts";
import { reportBlocks } from "../../src/diagnose/report/blocks.ts";
import { toHtml } from "../../src/diagnose/report/html.ts";
import { toMarkdown } from "../../src/diagnose/report/markdown.ts";
import { printBlocks } from "../../src/diagnose/report/terminal.ts";
import { toJson } from "../../src/diagnose/to-json.ts";
import { clusterOf, type ClusterChange } from "./cluster-of.ts";
import { mismatches } from "./matches-schema.ts";

const AT = new Date("2026-11-27T00:00:00Z");
const FROM = { kind: "pod", namespace: "default", name: "my-appa", port: null } as const;
const OPEN = ["accept all 0.0.0.0/0", "accept all ::/0"];

interface Question {
  readonly to?: string;
  readonly snapshot?: Snapshot;
  readonly protocol?: Flow["protocol"];
}

async function diagnosed(
  { to = "default/my-appb", snapshot = baseDrill(), protocol = "tcp" }: Question = {},
  change: ClusterChange = {},
): Promise<{ found: Found; json: ReturnType<typeof toJson> }> {
  const cluster = clusterOf(snapshot, change);
  const found = await diagnoseCluster(cluster, { from: FROM, to: readTo(to), protocol });
  return { found, json: toJson(found, cluster, null, AT) };
}

const open = (change: Partial<Snapshot> = {}): Snapshot =>
  baseDrill({ securityGroups: [group("sg-drill001", OPEN, OPEN)], ...change });
const withTemplate = baseDrill({ securityGroups: [group("sg-drill001", ["accept tcp ipm-offices1 80"], OPEN)] });

test("docs/schemas/diagnosis.schema.json is the schema that is tested", async () => {
  const file = "../../../../docs/schemas/diagnosis.schema.json";
  await expect(`${JSON.stringify(DIAGNOSIS_SCHEMA, null, 2)}\n`).toMatchFileSnapshot(file);
});

test("the schema refuses what isn't one", () => {
  expect(mismatches(DIAGNOSIS_SCHEMA, {}).length).toBeGreaterThan(10);
  expect(mismatches(DIAGNOSIS_SCHEMA, { schema: "podpath.diagnosis/2" })).toContain(
    "$.schema: not podpath.diagnosis/1",
  );
});

const CASES = {
  blocked: () => diagnosed(),
  open: () => diagnosed({ snapshot: open() }),
  "a template unread": () => diagnosed({ snapshot: withTemplate }, { refused: ["vpc.DescribeAddressTemplates"] }),
  "an address that nobody has": () => diagnosed({ to: "10.0.35.99:80", snapshot: open() }),
  "nobody listens": () => diagnosed({ to: "default/my-appb:8080", snapshot: open() }),
  "interfaces unread": () => diagnosed({}, { refused: ["vpc.DescribeNetworkInterfaces"] }),
  "the cluster unread": () => diagnosed({}, { refused: ["tke.DescribeClusters"] }),
  "a node": () => diagnosed({ to: "10.0.35.179:22" }),
  ping: () => diagnosed({ protocol: "icmp" }),
  ipv6: () => diagnosed({ to: "[fd00:35::150]:80" }),
} satisfies Readonly<Record<string, () => ReturnType<typeof diagnosed>>>;

describe.each(Object.entries(CASES))("%s", (_, make) => {
  test("the JSON is as its schema says", async () => {
    const { json } = await make();
    expect(mismatches(DIAGNOSIS_SCHEMA, JSON.parse(JSON.stringify(json)))).toEqual([]);
  });

  test.each(["zh", "en"] as const)("every form says the verdict and each finding, in %s", async (language) => {
    const { json, found } = await make();
    const blocks = reportBlocks(json, language);
    const plain = (text: string) => text;
    const terminal = printBlocks(blocks, { bold: plain, dim: plain });
    const html = toHtml(blocks, found, language);
    const markdown = toMarkdown(blocks);
    const findings = [json.summary, ...json.blockers.map(({ text }) => text), ...json.doubts.map(({ text }) => text)];
    for (const finding of findings) {
      expect(terminal).toContain(finding[language]);
      expect(unescaped(html)).toContain(finding[language]);
      expect(markdown.replaceAll(/\\/g, "")).toContain(finding[language].replaceAll("<", "&lt;"));
    }
    for (const text of [terminal, html, markdown]) expect(text).not.toMatch(/undefined|\[object|\{\w+\}/);
    if (language === "en") expect(terminal.replaceAll("测试集群", "")).not.toMatch(/\p{Script=Han}/u);
  });
});

function unescaped(html: string): string {
  const names = { "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'" } as Readonly<
    Record<string, string>
  >;
  return html.replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => names[entity]!);
}

describe("the page", () => {
  test("asks for nothing and runs nothing, and says so to the browser", async () => {
    const { json, found } = await CASES.blocked();
    const html = toHtml(reportBlocks(json, "en"), found, "en");
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/<script|<link|<img|@import|url\(|https?:/i);
    expect(html).toMatch(/<figure role="img" aria-label="[^"]+Blocked/);
    expect(html.match(/<svg /g)).toHaveLength(2); // side by side, and for a phone one above the other
    expect(html).toMatch(/prefers-color-scheme: dark/);
    expect(html).toMatch(/@media print/);
  });

  test("holds names as text, whatever a cluster calls its groups", async () => {
    const evil = "</style><script>alert(1)</script>";
    const snapshot = baseDrill();
    const { json, found } = await diagnosed({
      snapshot: { ...snapshot, vpc: { ...snapshot.vpc, cidrs: snapshot.vpc.cidrs, name: evil } },
    });
    const dirty = {
      ...json,
      refusedCalls: [{ call: evil, code: "<img onerror=1>", reason: "`code` *bold* [x](javascript:1)" }],
    };
    const blocks = reportBlocks(dirty, "zh");
    expect(toHtml(blocks, found, "zh")).not.toMatch(/<script|<img/);
    const markdown = toMarkdown(blocks);
    expect(markdown).not.toMatch(/<script|<img|[^\\]\[x\]/);
  });
});

test("Markdown fences what holds fences", () => {
  const markdown = toMarkdown([{ kind: "code", label: "x", language: "sh", text: "a ``` b" }]);
  expect(markdown).toContain("````sh\na ``` b\n````");
});

test("a rule for one Pod's address is said to go with it, and what lasts", async () => {
  const { json } = await CASES.blocked();
  expect(json.fix!.cautions.map(({ en }) => en)).toEqual([expect.stringMatching(/10\.0\.35\.23.*10\.0\.35\.0\/24/)]);
});

test("a full list: no line that would be refused, rules that could go, and few of the hundred that nearly fit", async () => {
  const rules = Array.from({ length: 99 }, (_, at) => `accept tcp 10.9.${at}.0/24 80`);
  const full = [...rules, "accept tcp 10.9.7.7 80"];
  const snapshot = baseDrill({ securityGroups: [group("sg-drill001", full, OPEN)] });
  const { json } = await diagnosed({ snapshot });
  const [edit] = json.fix!.edits;
  expect([edit?.kind, edit?.tccli, edit?.terraform]).toEqual(["insert-rule", null, null]);
  expect(edit?.console.en).toMatch(/100, as many as there may be.*LimitExceeded.*counted from 1\): 100\.$/);
  const plain = (text: string) => text;
  const terminal = printBlocks(reportBlocks(json, "en"), { bold: plain, dim: plain });
  expect(terminal.match(/fits but for its peer/g)).toHaveLength(5);
  expect(terminal).toContain("and 95 more");
});

test("nec and interface that disagree are told, and the interface counts", async () => {
  const of = async (snapshot: Snapshot, listed: string) =>
    (await diagnosed({ snapshot }, { necs: { "10.0.35.179": [listed] } })).json.notes.map(({ en }) => en);
  expect(await of(open(), "sg-drill001")).toEqual([]);
  expect(await of(open(), "sg-other000")).toEqual([
    expect.stringMatching(/lists sg-other000, and \S+ has sg-drill001/),
  ]);
  const nodes = open().nodes.map((node) => ({
    ...node,
    enis: node.enis.map((eni) => ({ ...eni, securityGroups: [] })),
  }));
  expect(await of(open({ nodes }), "sg-drill001")).toEqual([expect.stringMatching(/has no group/)]);
});

test("the fix names index, version and list, so that it fails rather than meets another list", async () => {
  const { json } = await CASES.blocked();
  const [edit] = json.fix!.edits;
  expect(edit).toMatchObject({ kind: "insert-rule", groupId: "sg-drill001", direction: "ingress", index: 1 });
  expect(JSON.parse(/'(.*)'/.exec(edit!.tccli!)![1]!)).toEqual({
    Version: "3",
    Ingress: [{ PolicyIndex: 1, Action: "ACCEPT", Protocol: "TCP", Port: "80", CidrBlock: "10.0.35.23/32" }],
  });
  expect(edit!.terraform).toMatch(/ingress \{\n.*"ACCEPT"/);
  expect(edit!.console.zh).toContain("第 2 条");
  expect(json.fix!.opens.filter(({ onPath }) => !onPath)).toHaveLength(3);
});

const setOf = (line: string | null | undefined, option: string): unknown =>
  JSON.parse(new RegExp(`--${option} '(.*?)'`).exec(line!)![1]!);

test("a rule that stands below the drop is moved, since no list takes one twice", async () => {
  const rules = ["drop tcp 10.0.0.0/16 80", "accept tcp 10.0.35.23/32 80"];
  const { json } = await diagnosed({ snapshot: baseDrill({ securityGroups: [group("sg-drill001", rules, OPEN)] }) });
  const [edit] = json.fix!.edits;
  expect(edit).toMatchObject({ kind: "move-rule", index: 0, rule: "accept tcp 10.0.35.23/32 80", terraform: null });
  expect(edit!.tccli).toMatch(/^tccli vpc ReplaceSecurityGroupPolicies .*--UpdateType Priority /);
  expect(setOf(edit!.tccli, "OriginalSecurityGroupPolicySet")).toMatchObject({ Ingress: [{ PolicyIndex: 1 }] });
  expect(setOf(edit!.tccli, "SecurityGroupPolicySet")).toMatchObject({ Version: "3", Ingress: [{ PolicyIndex: 0 }] });
  expect(edit!.console.en).toMatch(/number 2 .*Move it to number 1/);
  expect(edit!.console.zh).toMatch(/第 2 条.*移到第 1 条/);
  expect(mismatches(DIAGNOSIS_SCHEMA, JSON.parse(JSON.stringify(json)))).toEqual([]);
});

test("the second change of one group names the version that the first one makes", async () => {
  const { json } = await diagnosed({ snapshot: baseDrill({ securityGroups: [group("sg-drill001", [], [])] }) });
  const sets = json.fix!.edits.map(({ tccli }) => setOf(tccli, "SecurityGroupPolicySet"));
  expect(sets).toMatchObject([{ Version: "3" }, { Version: "4" }]);
});

test("a line for the sandbox goes to the sandbox, wherever it is pasted", async () => {
  const { found } = await CASES.blocked();
  const endpoint = "http://127.0.0.1:18080";
  const { fix } = toJson(found, { ...clusterOf(baseDrill()), endpoint }, null, AT);
  expect(fix!.edits[0]!.tccli).toContain(` --endpoint ${endpoint} `);
});

test("a real connection outweighs the prediction", async () => {
  const { found } = await CASES.blocked();
  const cluster = clusterOf(baseDrill());
  const probe = (outcome: ProbeJson["outcome"]): ProbeJson => ({
    command: ["curl"],
    outcome,
    agrees: null,
    text: { zh: "", en: "" },
  });
  const exitOf = (outcome: ProbeJson["outcome"]) => toJson(found, cluster, probe(outcome), AT).exitCode;
  expect(exitOf({ kind: "connected", httpStatus: 200, body: "" })).toBe(0);
  expect(exitOf({ kind: "timed-out", afterMs: 4000 })).toBe(1);
  expect(exitOf({ kind: "failed", exitCode: 127, message: "" })).toBe(1);
});
