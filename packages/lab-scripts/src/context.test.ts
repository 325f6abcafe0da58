import { expect, test } from "vitest";
import { COMMANDS } from "./commands/index.ts";
import { parseLine } from "./context.ts";
import { LabError } from "./lab-error.ts";

const parse = (line: string) => parseLine(line.split(" ").filter(Boolean), COMMANDS);

// prettier-ignore
test.each([
  // line                                        verb        words                                options
  ["",                                           undefined,  [],                                  {}],
  ["--lang zh",                                  undefined,  [],                                  { language: "zh" }],
  ["probe --json",                               "probe",    [],                                  { json: true }],
  ["--json probe",                               "probe",    [],                                  { json: true }],
  ["--lang en up vpc-cni-pod-to-pod",            "up",       ["vpc-cni-pod-to-pod"],              { language: "en" }],
  ["exec podA -- curl --json -h http://x",       "exec",     ["podA", "--", "curl", "--json", "-h", "http://x"], { json: false, help: false }],
  ["kubectl get pods -o wide --lang fr",         "kubectl",  ["get", "pods", "-o", "wide", "--lang", "fr"],      { language: null }],
  ["exec --help",                                "exec",     ["--help"],                          { help: true }],
  ["exec podA --help",                           "exec",     ["podA", "--help"],                  { help: false }],
  ["kubectl --help",                             "kubectl",  ["--help"],                          { help: false }],
  ["check --help",                               "check",    [],                                  { help: true }],
])("“%s” is read", (line, verb, words, options) => {
  const parsed = parse(line);
  expect(parsed.command?.name).toBe(verb);
  expect(parsed.words).toEqual(words);
  expect(parsed.options).toMatchObject(options);
});

test("an option that isn't there is named, with the nearest that is", () => {
  const said = (line: string) => {
    try {
      parse(line);
    } catch (error) {
      return error as LabError;
    }
    throw new Error("it was understood");
  };
  expect(said("diagnose --frm x").text.zh).toBe("没有“--frm”这个选项。");
  expect(said("diagnose --frm x").hint?.en).toMatch(/^Did you mean “--from”/);
  expect(said("probe --wherewithal").hint?.en).not.toMatch(/mean/);
  // What Node's parser says is English whatever the language, so none of it is passed on.
  expect(said("sg list --index").text.zh).toBe("--index 后面要写一个值。");
  expect(said("sg list --index --json").text.zh).toBe("--index 后面要写一个值。");
  expect(said("probe --json=1").text.zh).toBe("--json 是开关，后面不写值。");
  expect(said("probe -x").text.zh).toBe("没有“-x”这个选项。");
});

// prettier-ignore
test.each([
  ["fly",                    "UnknownCommand"],
  ["--lang fr probe",        "BadOption"],
  ["probe --loud",           "BadOption"],
  ["probe twice",            "WrongArguments"],
  ["shell",                  "WrongArguments"],
  ["up --dataplane paper",   "BadOption"],
])("“%s” is refused as %s, with status 2 and a sentence in both languages", (line, code) => {
  try {
    parse(line);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(LabError);
    expect(error).toMatchObject({ code, exitStatus: 2 });
    expect((error as LabError).text.zh).toMatch(/\p{Script=Han}/u);
  }
});
