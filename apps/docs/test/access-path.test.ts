import { explain } from "@podpath/access-path";
import { drawnPath, TALL, trackOf, WIDE } from "@podpath/access-path/drawing";
import { findScenario } from "@podpath/scenarios";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeHops, describeOutcome } from "../src/access-path/describe.ts";
import { DRILL_IDS, DRILLS } from "../src/access-path/drills.ts";
import { ACTORS, drillLesson, PROTOCOLS, type Lesson } from "../src/access-path/lesson.ts";
import { mend } from "../src/access-path/mend.ts";
import { cellAtFault, cellsOf, readRule, readRules, ruleText } from "../src/access-path/rule-cells.ts";
import { flowOf, sceneOf } from "../src/access-path/scene.ts";
import { lessonFromQuery, queryOf } from "../src/access-path/share.ts";
import { STATES, type StateName } from "../src/access-path/states.ts";
import { messagesOf, sayIn } from "../src/messages/messages.ts";

function trace(lesson: Lesson) {
  const scene = sceneOf(lesson);
  return { scene, explanation: explain(scene.snapshot, flowOf(lesson, scene)) };
}

describe("the states that pages speak of", () => {
  // prettier-ignore
  test.each<[StateName, string, string]>([
    // state            disposition    what the reader is told
    ["blocked",         "dropped",     "走到默认拒绝"],
    ["fixed",           "delivered",   "可以到达 10.0.35.150"],
    ["same-node",       "delivered",   "不经过弹性网卡"],
    ["feature-off",     "delivered",   "可以到达"],
    ["refused",         "refused",     "没有监听 tcp 8080"],
    ["drop-above",      "dropped",     "规则 0「drop tcp 10.0.35.0/24 all」先匹配"],
    ["no-group",        "delivered",   "可以到达"],
    ["several-groups",  "delivered",   "可以到达"],
    ["egress-blocked",  "dropped",     "出站规则都不匹配"],
    ["egress-fixed",    "delivered",   "可以到达 10.0.36.150"],
    ["stale-address",   "dropped",     "走到默认拒绝"],
    ["lasting",         "delivered",   "可以到达 10.0.35.150"],
    ["nobody-listens",  "refused",     "没有监听 tcp 8080"],
  ])("%s: %s", (state, disposition, words) => {
    const { explanation } = trace(STATES[state]());
    expect(explanation.path.disposition.kind).toBe(disposition);
    expect(describeOutcome(explanation, messagesOf("zh-Hans"), sayIn("zh-Hans"))).toContain(words);
  });

  test.each([
    ["tcp", "以 28 退出"],
    ["udp", "发起方一直等不到应答"],
    ["icmp", "发起方一直等不到应答"],
  ] as const)("a drop of %s is told as its sender meets it", (protocol, words) => {
    const lesson = drillLesson();
    const { explanation } = trace({ ...lesson, flow: { ...lesson.flow, protocol } });
    expect(explanation.path.disposition.kind).toBe("dropped");
    expect(describeOutcome(explanation, messagesOf("zh-Hans"), sayIn("zh-Hans"))).toContain(words);
  });

  test("every state is covered above", () => expect(Object.keys(STATES)).toHaveLength(13));
});

test.each(DRILL_IDS)("pictures show %s as its scenario has it", (id) => {
  const scenario = findScenario(id);
  if (scenario === undefined) throw new Error(`@podpath/scenarios has no ${id}`);
  const drill = DRILLS[id];
  const places = scenario.subnets.map(({ key, cidr }) => ({ cidr, ...scenario.addressPlan[key] }));
  const [first, second] = places.length === 1 ? [places[0], places[0]] : places;
  const at = places.length === 1 ? 1 : 0;
  const pools = [scenario.podA.pool, scenario.podB.pool].map((key) =>
    scenario.nodePools.find((pool) => pool.key === key),
  );
  expect(drill.subnets).toEqual([first?.cidr, second?.cidr]);
  expect(drill.nodes).toEqual([first?.nodes?.[0], second?.nodes?.[at]]);
  expect(drill.pods).toEqual([first?.pods?.[0], second?.pods?.[at]]);
  expect(drill.groups.map(({ name, ingress, egress }) => ({ name, ingress, egress }))).toEqual(
    scenario.groups.map(({ name, ingress, egress }) => ({ name, ingress, egress })),
  );
  const nameOf = (key: string | undefined) => scenario.groups.find((group) => group.key === key)?.name;
  const bound = drill.bound.map((groupId) => drill.groups.find((group) => group.id === groupId)?.name);
  expect(bound).toEqual(pools.map((pool) => nameOf(pool?.groups[0])));
  expect({ region: drill.region, vpc: drill.vpc, port: drill.port }).toEqual({
    region: scenario.region,
    vpc: scenario.vpc,
    port: scenario.podB.port,
  });
  const [step] = scenario.solution;
  const rule = step?.rule.replace("{podA}", drill.pods[0]).replace("{podB}", drill.pods[1]);
  expect([drill.fix?.direction, drill.fix?.rule]).toEqual([step?.direction, rule]);
  const ports = /containerPort: (\d+)/g;
  expect([...scenario.manifest.matchAll(ports)].map(([, port]) => Number(port))).toEqual([
    drill.listens,
    drill.listens,
  ]);
});

const rule = fc.constantFrom(
  "accept tcp 0.0.0.0/0 22",
  "drop tcp 10.0.35.0/24 all",
  "accept udp 10.0.35.23/32 53,5353",
  "accept all 0.0.0.0/0 all",
  "accept icmp sg-ohuuioma all",
);
const group = (id: string) =>
  fc.record({
    id: fc.constant(id),
    name: fc.constantFrom("deny-all-inbound", "a b&c=d", "出站"),
    ingress: fc.array(rule, { maxLength: 3 }),
    egress: fc.array(rule, { maxLength: 3 }),
  });
const bound = fc.subarray(["sg-ohuuioma", "sg-a1b2c3d4"]);
const lesson: fc.Arbitrary<Lesson> = fc.record({
  groups: fc.tuple(group("sg-ohuuioma"), group("sg-a1b2c3d4")),
  boundA: bound,
  boundB: bound,
  primaryA: bound,
  primaryB: bound,
  drill: fc.constantFrom(...DRILL_IDS),
  feature: fc.constantFrom("on", "off"),
  podBOn: fc.constantFrom("nodeA", "nodeB"),
  podAIs: fc.constantFrom("first", "recreated"),
  flow: fc.record({
    from: fc.constantFrom(...ACTORS),
    to: fc.constantFrom(...ACTORS),
    protocol: fc.constantFrom(...PROTOCOLS),
    port: fc.integer({ min: 1, max: 65_535 }),
  }),
});

describe("a shared link", () => {
  test("brings the same lesson back", () => {
    fc.assert(
      fc.property(lesson, (each) => {
        expect(lessonFromQuery("p", `?${queryOf("p", each)}`)).toEqual(each);
      }),
    );
  });

  test("is for its own picture only", () => {
    expect(lessonFromQuery("other", `?${queryOf("p", drillLesson())}`)).toBeNull();
  });

  // prettier-ignore
  test.each([
    ["a rule nobody can read",   "sg-ohuuioma.in", "accept 22 0.0.0.0/0 80"],
    ["a group nobody made",      "a",              "sg-nobody00"],
    ["a port out of range",      "flow",           "tcp.podA.podB.70000"],
    ["an unknown actor",         "flow",           "tcp.podA.podC.80"],
    ["a group that is no id",    "group",          "<script> x"],
  ])("with %s is not believed", (_, key, value) => {
    const query = new URLSearchParams(queryOf("p", drillLesson()));
    query.set(key, value);
    expect(lessonFromQuery("p", query.toString())).toBeNull();
  });
});

describe("whatever the reader builds", () => {
  test("the words name every hop, the line stays in the drawing and runs along its axes", () => {
    fc.assert(
      fc.property(lesson, fc.constantFrom(WIDE, TALL), (each, layout) => {
        const { scene, explanation } = trace(each);
        const { path } = explanation;
        const words = [
          ...describeHops(path, scene, messagesOf("en"), sayIn("en")).map(({ text }) => text),
          describeOutcome(explanation, messagesOf("zh-Hans"), sayIn("zh-Hans")),
        ];
        expect(words.filter((text) => text === "" || /[{}]|undefined/.test(text))).toEqual([]);
        const track = trackOf(drawnPath(path), scene, layout);
        for (const line of [track.travelled, track.ahead])
          for (const [index, point] of line.entries()) {
            expect(point.x >= 0 && point.x <= layout.width && point.y >= 0 && point.y <= layout.height).toBe(true);
            const last = line[index - 1] ?? point;
            expect(last.x === point.x || last.y === point.y).toBe(true);
          }
      }),
    );
  });
});

test("what would help, does: the mended lesson delivers", () => {
  fc.assert(
    fc.property(lesson, (each) => {
      const { fix } = trace(each).explanation;
      const mended = fix === null ? null : mend(each, fix);
      if (mended !== null) expect(trace(mended).explanation.path.disposition.kind).toBe("delivered");
    }),
  );
});

describe("a rule as the console's cells", () => {
  // prettier-ignore
  test.each([
    ["accept tcp 10.0.35.23/32 80",     { peer: "10.0.35.23/32", service: "TCP:80",      action: "accept" }],
    ["drop udp 10.0.35.0/24 53,5353",   { peer: "10.0.35.0/24",  service: "UDP:53,5353", action: "drop" }],
    ["accept all 0.0.0.0/0 all",        { peer: "0.0.0.0/0",     service: "ALL",         action: "accept" }],
    ["accept icmp sg-ohuuioma all",     { peer: "sg-ohuuioma",   service: "ICMP",        action: "accept" }],
    ["accept tcp 0.0.0.0/0 all",        { peer: "0.0.0.0/0",     service: "TCP:ALL",     action: "accept" }],
    ["accept ppm-a1b2c3d4 0.0.0.0/0",   { peer: "0.0.0.0/0",     service: "ppm-a1b2c3d4", action: "accept" }],
  ] as const)("%s", (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
    expect(readRule(ruleText(cells)).rule).toBe(text);
  });

  test("an empty cell is named, not guessed", () => {
    expect(readRule(ruleText({ peer: "", service: "TCP:80", action: "accept" })).problem?.zh).toContain("缺少对端");
    expect(readRule(ruleText({ peer: "10.0.0.1", service: " ", action: "accept" })).problem?.zh).toContain("缺少协议");
    expect(readRule(ruleText({ peer: "10.0.0.1", service: "TCP", action: "accept" })).problem?.zh).toContain("端口");
  });

  // prettier-ignore
  test.each([
    ["10.0.35.300",   "TCP:80",     "peer"],
    ["",              "TCP:80",     "peer"],
    ["10.0.0.1 80",   "TCP:80",     "peer"],
    ["::/0",          "ICMP",       "peer"],
    ["10.0.0.1",      "",           "service"],
    ["10.0.0.1",      "SCTP",       "service"],
    ["10.0.0.1",      "TCP",        "service"],
    ["10.0.0.1",      "TCP:99999",  "service"],
    ["10.0.0.1",      "TCP:90-80",  "service"],
    ["10.0.0.1",      "ICMP:80",    "service"],
    ["10.0.0.1",      "TCP:80, 90", "service"],
  ] as const)("source “%s”, service “%s”: the %s is at fault", (peer, service, cell) => {
    const cells = { peer, service, action: "accept" } as const;
    expect(cellAtFault(readRule(ruleText(cells)).code!, cells)).toBe(cell);
  });

  test("several rules as text: the first bad line is named", () => {
    expect(readRules("accept tcp 10.0.0.1 80\n\nallow tcp 10.0.0.1 80")).toMatchObject({ rules: null, line: 3 });
    expect(readRules(" accept tcp 10.0.0.1 80 \n")).toEqual({ rules: ["accept tcp 10.0.0.1/32 80"], problem: null });
  });
});
