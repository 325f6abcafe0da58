import { expect, test } from "vitest";
import { readCommandBlock } from "../src/content/fence-meta.ts";
import { mask } from "../src/content/masks.ts";
import { partsOf } from "../src/content/parts.ts";

// prettier-ignore
test.each([
  ["ids",                  "eni-haxdzc62 carries sg-v40vjjj1",                     "eni-* carries sg-*"],
  ["names by a seed",      "billing-api-7d4ddd5b9b-8hgjd 10.0.35.150",             "billing-api-* 10.0.35.150"],
  ["Pods' names",          "my-deployment2-8bd86c99c-8hgjd 10.0.35.150",           "my-deployment2-* 10.0.35.150"],
  ["times",                "超时：3.1 秒里没有任何回应（195 ms）",                    "超时：<time>里没有任何回应（<time>）"],
  ["ages and columns",     "10.0.35.139   sg-v40vjjj1       7s",                   "10.0.35.139 sg-* <time>"],
  ["curl's wording",       "curl: (28) Failed to connect to 10.0.35.150 port 80",  "curl: (28) *"],
  ["ports on loopback",    "cloud API       http://127.0.0.1:33347",               "cloud API http://127.0.0.1:*"],
  ["the order of creation", "  ✓ 已创建 VPC a（1 ms）\n  ✓ 已创建子网 b（2 ms）\n好了",  "好了"],
  ["the English guide's",   "Next: ./lab probe\nGuide: http://127.0.0.1:42929/en/",  "Next: ./lab probe"],
  ["how far a rollout is",  "Waiting for deployment \"a\" rollout to finish\nrolled", "rolled"],
  ["Pods that are going",   "a-1  0/1  Terminating  0  3s\na-2  1/1  Running  0  x",  "a-2 1/1 Running 0 x"],
  ["the guide's address",  "下一步：./lab probe\n教程：http://127.0.0.1:42929/",     "下一步：./lab probe"],
])("%s are volatile", (_, output, masked) => expect(mask(output)).toBe(masked));

// prettier-ignore
test.each([
  ["addresses",   "10.0.35.23",        "10.0.35.24"],
  ["exit codes",  "curl: (28) x",      "curl: (7) x"],
  ["verdicts",    "[通过] 没有多放",     "[未过] 没有多放"],
  ["rules",       "accept tcp 10.0.35.23/32 80", "accept tcp 10.0.35.23/32 81"],
])("%s are not", (_, one, other) => expect(mask(one)).not.toBe(mask(other)));

const read = (meta: string) => partsOf(`\`\`\`sh ${meta}\nls\n\`\`\``).fences.map(readCommandBlock)[0];

test("a command block says how it is run, or why it isn't", () => {
  expect(read("id=a exit=28")).toEqual({
    kind: "run",
    id: "a",
    shown: "ls",
    run: "ls",
    exit: 28,
    line: 1,
  });
  expect(read('norun="needs a cloud account"')).toMatchObject({ kind: "not-run" });
  expect(() => read("")).toThrow("line 1");
  expect(() => read('id=a run="./lab up"')).toThrow("because");
});

test("fences in lists, longer fences and fences around fences are seen", () => {
  const page = "- a\n\n  ```sh id=x\n  ls\n  ```\n\n````md\n```sh\nnot run\n```\n````\n";
  expect(partsOf(page).fences.map(({ language, text }) => [language, text])).toEqual([
    ["sh", "ls"],
    ["md", "```sh\nnot run\n```"],
  ]);
  expect(() => partsOf("```sh\nls")).toThrow("never closed");
});
