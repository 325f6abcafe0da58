import { expect, test } from "vitest";
import { readVerb, wordsOf } from "./verbs.ts";

const rules = {
  verb: "rules",
  group: "sg-abcd1234",
  direction: "ingress",
  was: [],
  rules: ["accept tcp 0.0.0.0/0 22"],
};

const blame = { at: "podA", direction: "egress", group: "sg-abcd1234", rule: null };

// prettier-ignore
test.each([
  ["a probe",                 { verb: "probe" },                               ["probe"]],
  ["a check",                 { verb: "check" },                               ["check"]],
  ["a prediction",            { verb: "predict", outcome: "timed-out" },       ["answer", "predict", "timed-out"]],
  ["a hint",                  { verb: "hint", layer: 2 },                      ["hint", "2"]],
  ["the network is fine",     { verb: "diagnose", blame: null },               ["answer", "fine"]],
  ["a rule to blame",         { verb: "diagnose", blame: { ...blame, rule: 2 } }, ["answer", "podA", "egress", "sg-abcd1234", "2"]],
  ["no rule to blame",        { verb: "diagnose", blame },                     ["answer", "podA", "egress", "sg-abcd1234", "end"]],
  ["rules",                   rules,                                           ["sg", "set", "--was", "", "--", "sg-abcd1234", "ingress", "accept tcp 0.0.0.0/0 22"]],
  ["two rules, a line each",  { ...rules, was: ["a", "b"], rules: ["c", "d"] }, ["sg", "set", "--was", "a\nb", "--", "sg-abcd1234", "ingress", "c\nd"]],
])("%s is one command line", (_, asked, words) => {
  expect(wordsOf(readVerb(asked)!)).toEqual(words);
});

// prettier-ignore
test.each([
  ["nothing",                       null],
  ["text",                          "probe"],
  ["no verb",                       {}],
  ["a verb of the command line",    { verb: "down" }],
  ["a verb with options of its own",{ verb: "check --junit /etc/passwd" }],
  ["an outcome that is none",       { verb: "predict", outcome: "--json" }],
  ["a hint that is no number",      { verb: "hint", layer: "1; rm -rf /" }],
  ["half a hint",                   { verb: "hint", layer: 1.5 }],
  ["a diagnosis of nothing",        { verb: "diagnose" }],
  ["a diagnosis in words",          { verb: "diagnose", blame: "fine" }],
  ["a Pod that is an option",       { verb: "diagnose", blame: { ...blame, at: "--json" } }],
  ["a way that is none",            { verb: "diagnose", blame: { ...blame, direction: "predict" } }],
  ["a blamed path",                 { verb: "diagnose", blame: { ...blame, group: "../sg" } }],
  ["a rule below nothing",          { verb: "diagnose", blame: { ...blame, rule: -1 } }],
  ["a rule that is text",           { verb: "diagnose", blame: { ...blame, rule: "end" } }],
  ["a group that is an option",     { ...rules, group: "--was" }],
  ["a group that is a path",        { ...rules, group: "../../etc" }],
  ["a direction that is none",      { ...rules, direction: "--help" }],
  ["rules that are no list",        { ...rules, rules: "accept tcp 0.0.0.0/0 22" }],
  ["a rule that is no text",        { ...rules, rules: [{}] }],
  ["a rule that is two",            { ...rules, rules: ["accept tcp 0.0.0.0/0 22\naccept all 0.0.0.0/0 all"] }],
  ["a rule longer than any",        { ...rules, rules: ["x".repeat(401)] }],
  ["no list to compare with",       { ...rules, was: undefined }],
])("%s is no verb", (_, asked) => {
  expect(readVerb(asked)).toBeNull();
});

test("how many rules a group holds is for the cloud to say", () => {
  const many = Array.from({ length: 101 }, (_, port) => `accept tcp 0.0.0.0/0 ${port + 1}`);
  expect(readVerb({ ...rules, rules: many })).toEqual({ ...rules, rules: many });
});

test("fields that no verb has go nowhere", () => {
  expect(readVerb({ verb: "probe", words: ["down"] })).toEqual({ verb: "probe" });
});
