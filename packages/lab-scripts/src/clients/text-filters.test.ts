import { spawnSync } from "node:child_process";
import { scenarios } from "@podpath/scenarios";
import { describe, expect, test } from "vitest";
import { findProgram } from "../machine/find-program.ts";
import { filterText } from "./text-filters.ts";

const TEXT = `NAME             READY   STATUS    RESTARTS   AGE   IP            NODE
my-deployment-7  1/1     Running   0          12s   10.0.35.23    10.0.35.139
my-deployment2-8 1/1     Running   0          12s   10.0.35.150   10.0.35.179

  I0102 Event(v1.ObjectReference{…}): type: 'Normal' security groups from [sg-a] to [sg-b sg-c] of a b c d e f g h i j k l [x]
`;
const pipes = scenarios.flatMap(({ steps }) =>
  steps.flatMap(({ commands }) =>
    commands.flatMap((command) => (command.kind === "kubectl" ? (command.pipe ?? []) : [])),
  ),
);
const stages = [...new Map(pipes.map((words) => [words.join(" "), words])).values()];

test("every stage of the drills' pipes is known", () => {
  expect(stages.length).toBeGreaterThan(5);
  for (const words of stages) expect(filterText(words, TEXT), words.join(" ")).not.toBeNull();
});

describe.skipIf(!findProgram("awk", process.env["PATH"]) || !findProgram("grep", process.env["PATH"]))(
  "does what the program of this machine does",
  () => {
    test.each(
      stages.flatMap((words) => [TEXT, "", "\n", "a [b] c\n"].map((text) => ({ line: words.join(" "), words, text }))),
    )("$line on $text.length characters", ({ words, text }) => {
      const [program, ...args] = words;
      const real = spawnSync(program, args, { input: text, encoding: "utf8" });
      expect(filterText(words, text)).toEqual({ text: real.stdout, status: real.status });
    });
  },
);

test.each([
  ["another program", ["sed", "s/a/b/"]],
  ["another option", ["grep", "-c", "x"]],
  ["a pattern", ["grep", "a.*b"]],
  ["a condition", ["awk", "NR>1 {print $1}"]],
  ["a function", ["awk", "{print length($1)}"]],
])("%s is refused", (_, words) => {
  expect(filterText(words, TEXT)).toBeNull();
});
