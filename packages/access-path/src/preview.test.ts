import { expect, test } from "vitest";
import { drill, POD_A } from "../test/drill.ts";
import { describeBoxes, insertOptions, parseRule, previewEdit } from "./index.ts";

const RULE = parseRule(`accept tcp ${POD_A} 80`);

// prettier-ignore
test.each([
  // what it shows                             rules already there                                          effect of inserting at each index
  ["an empty list",                            [],                                                          ["all"]],
  ["below a drop of everything: nothing",      ["drop all 0.0.0.0/0 all"],                                  ["all", "none by 0"]],
  ["between two",                              ["accept tcp 10.0.0.0/8 22", "drop all 0.0.0.0/0 all"],      ["all", "all", "none by 1"]],
  ["already let by",                           ["accept all 10.0.0.0/8 all"],                               ["none", "none"]],
  ["a drop above that the next accept hides",  ["accept tcp 10.0.0.0/8 22", "drop tcp 10.0.0.0/8 all", "accept tcp 0.0.0.0/0 80"], ["all", "all", "none by 1", "none by 1"]],
])("where to insert: %s", (_, rules, want) => {
  const groups = [{ id: "sg-one", ingress: rules.map(parseRule) }];
  const options = insertOptions(groups, { groupId: "sg-one", direction: "ingress" }, RULE);
  expect(options.map(({ effect, hiddenBy }) => [effect, ...hiddenBy.map(({ rule }) => `by ${rule}`)].join(" "))).toEqual(want);
});

test("part of a wide rule works below a narrow drop", () => {
  const groups = [{ id: "sg-one", ingress: [parseRule("drop tcp 10.0.35.24/32 80")] }];
  const options = insertOptions(
    groups,
    { groupId: "sg-one", direction: "ingress" },
    parseRule("accept tcp 10.0.35.0/24 80"),
  );
  expect(options).toMatchObject([{ effect: "all" }, { effect: "part", hiddenBy: [{ groupId: "sg-one", rule: 0 }] }]);
});

test("a change opens the same on every interface that the group is bound to", () => {
  const snapshot = drill({
    groups: { "sg-pool": { ingress: ["accept tcp 0.0.0.0/0 22"] } },
    bound: { a: ["sg-pool"], b: ["sg-pool"] },
    primary: ["sg-pool"],
  });
  const previews = previewEdit(snapshot, {
    kind: "insert-rule",
    groupId: "sg-pool",
    direction: "ingress",
    index: 1,
    rule: RULE,
  });
  expect(previews.map((preview) => preview.eniId)).toEqual(["eni-a0", "eni-a1", "eni-b0", "eni-b1"]);
  for (const { opened, closed, brings } of previews) {
    expect(describeBoxes(opened)).toEqual([
      { peers: [`${POD_A}/32`], protocols: ["tcp"], ports: ["80"], by: { groupId: "sg-pool", rule: 1 } },
    ]);
    expect([closed, brings]).toEqual([[], []]);
  }
});

test("a change that does nothing says so: the finding that it brings", () => {
  const snapshot = drill({
    groups: { "sg-b": { ingress: ["accept icmp 10.0.0.0/8", "drop all 0.0.0.0/0 all"] } },
    bound: { b: ["sg-b"] },
  });
  const [preview] = previewEdit(snapshot, {
    kind: "insert-rule",
    groupId: "sg-b",
    direction: "ingress",
    index: 2,
    rule: RULE,
  });
  expect(preview).toMatchObject({
    opened: [],
    closed: [],
    brings: [{ code: "shadowed", at: { rule: 2 }, by: [{ rule: 1 }] }],
  });
});

test("a rule that had one finding may get another", () => {
  const snapshot = drill({ groups: { "sg-b": { ingress: ["accept tcp 0.0.0.0/8 80"] } }, bound: { b: ["sg-b"] } });
  const rule = parseRule("drop all 0.0.0.0/0 all");
  const [preview] = previewEdit(snapshot, {
    kind: "insert-rule",
    groupId: "sg-b",
    direction: "ingress",
    index: 0,
    rule,
  });
  expect(preview?.brings).toMatchObject([{ code: "shadowed", at: { rule: 1 } }]);
});

test("a group or an index that isn't there is refused", () => {
  const edit = { kind: "remove-rule", direction: "ingress", index: 0 } as const;
  expect(() => previewEdit(drill(), { ...edit, groupId: "sg-nowhere" })).toThrow(/sg-nowhere/);
  expect(() => previewEdit(drill(), { ...edit, groupId: "sg-open", index: 7 })).toThrow(/no index 7/);
});
