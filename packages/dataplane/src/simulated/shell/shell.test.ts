import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { baseDrill } from "../../../test/base-drill.ts";
import { inPod, SimulatedLab } from "../test/lab.ts";
import { evaluateArithmetic } from "./arithmetic.ts";

const pod = inPod(baseDrill().pods[0]!);
let lab: SimulatedLab;

beforeAll(async () => {
  lab = await SimulatedLab.open(baseDrill());
});
afterAll(() => lab.plane.close());

// prettier-ignore
test.each([
  // what it shows                            script                                                    output                status
  ["words are split at blanks",               "echo a   b",                                             "a b\n",              0],
  ["single quotes keep everything",           "echo 'a   $HOME `id` \"x\"'",                            "a   $HOME `id` \"x\"\n", 0],
  ["double quotes keep blanks, not variables", "x='1  2'; echo \"$x\" $x",                              "1  2 1 2\n",         0],
  ["quotes inside a word",                    "echo a'b c'd\"e f\"",                                    "ab cde f\n",         0],
  ["escapes",                                 "echo a\\ b \\$HOME \\\"",                                "a b $HOME \"\n",     0],
  ["an empty word is a word",                 "set -- '' \"\" x; echo $#",                              "3\n",                0],
  ["a comment",                               "echo a # b; c",                                          "a\n",                0],
  ["# inside a word",                         "echo a#b",                                               "a#b\n",              0],
  [";",                                       "echo a; echo b",                                         "a\nb\n",             0],
  ["&& after success",                        "true && echo yes",                                       "yes\n",              0],
  ["&& after failure",                        "false && echo yes",                                      "",                   1],
  ["|| after failure",                        "false || echo no",                                       "no\n",               0],
  ["a && b || c",                             "false && echo yes || echo no",                           "no\n",               0],
  ["! turns a status round",                  "! false && echo yes",                                    "yes\n",              0],
  ["$?",                                      "sh -c 'exit 7'; echo $?",                                "7\n",                0],
  ["the last status is the shell's",          "true; false",                                            "",                   1],
  ["exit",                                    "exit 9; echo never",                                     "",                   9],
  ["a variable for one command",              "X=1; X=2 sh -c 'echo $X'; echo $X",                      "2\n1\n",             0],
  ["a default",                               "echo ${NOPE:-none} ${HOME:-none}",                       "none /root\n",       0],
  ["$(…) loses its last newline",             "echo \"[$(echo a; echo b)]\"",                           "[a\nb]\n",           0],
  ["$(…) nests",                              "echo $(echo $(echo deep))",                              "deep\n",             0],
  ["backticks",                               "echo `hostname`",                                        "my-appa\n",          0],
  ["the status of a substitution",            "x=$(false) || echo failed",                              "failed\n",           0],
  ["arithmetic",                              "i=3; echo $((i * (2 + 1) % 5))",                         "4\n",                0],
  ["a pipe",                                  "echo abc | cat | cat",                                   "abc\n",              0],
  ["the status of a pipe is its last",        "false | true",                                           "",                   0],
  ["a stage's variables stay there",          "x=1; echo 2 | read x; echo $x",                          "1\n",                0],
  ["( ) keeps its changes",                   "(cd /etc; x=1); pwd; echo [$x]",                         "/\n[]\n",            0],
  ["{ } doesn't",                             "{ cd /etc; x=1; }; pwd; echo [$x]",                      "/etc\n[1]\n",        0],
  ["if, elif, else",                          "if false; then echo a; elif true; then echo b; else echo c; fi", "b\n",        0],
  ["an if without a match is 0",              "if false; then echo a; fi",                              "",                   0],
  ["for",                                     "for i in 1 2 3; do echo $i; done",                       "1\n2\n3\n",          0],
  ["for over lines",                          "for i in 1 2\ndo\necho $i\ndone",                        "1\n2\n",             0],
  ["while, break, continue",                  "i=0; while true; do i=$((i+1)); [ $i = 2 ] && continue; [ $i -gt 3 ] && break; echo $i; done", "1\n3\n", 0],
  ["until",                                   "i=0; until [ $i -ge 2 ]; do i=$((i+1)); done; echo $i",  "2\n",                0],
  ["break 2",                                 "for i in 1 2; do for j in 1 2; do break 2; done; done; echo $i$j", "11\n",     0],
  ["case",                                    "case eth1 in eth0|lo) echo a;; eth*) echo b;; *) echo c;; esac", "b\n",        0],
  ["a quoted pattern is itself",              "case abc in 'a*') echo quoted;; a*) echo wild;; esac",   "wild\n",             0],
  ["read",                                    "printf 'a b c\\n' | { read x y; echo \"$y-$x\"; }",      "b c-a\n",            0],
  ["wildcards",                               "cd /etc; echo host*",                                    "hostname hosts\n",   0],
  ["wildcards that match nothing stay",       "echo /nope/*",                                           "/nope/*\n",          0],
  ["quoted wildcards stay",                   "echo '/etc/host*'",                                      "/etc/host*\n",       0],
  ["~",                                       "echo ~ ~/x '~'",                                         "/root /root/x ~\n",  0],
  ["parameters",                              "sh -c 'echo $0 $1 \"$@\" $#' me a 'b c'",                "me a a b c 2\n",     0],
  ["> and >> and <",                          "echo a > /tmp/f; echo b >> /tmp/f; cat < /tmp/f",        "a\nb\n",             0],
  ["2>&1",                                    "cat /nope 2>&1 | grep -c No",                            "1\n",                0],
  ["2>/dev/null",                             "cat /nope 2>/dev/null",                                  "",                   1],
  [">&2 is not output",                       "echo x >&2",                                             "",                   0],
  ["a command can't be found",                "nosuch 2>/dev/null; echo $?",                            "127\n",              0],
  ["head ends what writes to it",             "while true; do echo y; done | head -2",                  "y\ny\n",             0],
  ["in the background, and wait",             "{ sleep 1; echo late; } & echo soon; wait",              "soon\nlate\n",       0],
  ["$$ can be killed",                        "kill -9 $$; echo never",                                 "",                   137],
  ["timeout",                                 "timeout 2 sleep 10; echo $?",                            "124\n",              0],
  ["exec replaces the shell",                 "exec echo a; echo never",                                "a\n",                0],
])("%s", async (_, script, stdout, status) => {
  expect(await lab.sh(pod, script)).toMatchObject({ stdout, status });
});

// prettier-ignore
test.each([
  ["an open quote",          "echo 'a",                     "unterminated quoted string"],
  ["an open loop",           "for i in 1; do echo",         'unexpected end of file (expecting "done")'],
  ["a word out of place",    "done",                        'unexpected "done"'],
  ["a pipe to nothing",      "echo a | ;",                  'unexpected ";"'],
  ["what isn't here",        "cat <<END",                   "not available in this simulated shell"],
  ["a function",             "function f { :; }",           "not available in this simulated shell"],
  ["division by zero",       "echo $((1 / 0))",             "division by zero"],
])("%s is a mistake, and said", async (_, script, problem) => {
  const ran = await lab.sh(pod, script);
  expect(ran.stderr).toContain(problem);
  expect(ran.status).toBe(2);
});

test("nothing of the host's is in reach", async () => {
  const { stdout } = await lab.sh(pod, "env; ls /; cat /proc/self/environ /etc/shadow 2>/dev/null");
  expect(stdout).not.toContain(process.env["PATH"]);
  expect(stdout).not.toContain("node_modules");
});

describe("laws", () => {
  const word = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/[\r\0]/.test(text));

  test("a quoted word arrives as it is, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(word, async (text) => {
        const quoted = `'${text.replaceAll("'", "'\\''")}'`;
        expect((await lab.sh(pod, `printf %s ${quoted}`)).stdout).toBe(text);
      }),
    );
  });

  test("any text is a script or a mistake, never our bug", async () => {
    const token = fc.constantFrom(
      "echo",
      "a",
      "|",
      "||",
      "&&",
      ";",
      "(",
      ")",
      "{",
      "}",
      "'",
      '"',
      "$x",
      "$(",
      "`",
      ">",
      "/tmp/x",
      "if",
      "then",
      "fi",
      "case",
      "in",
      "esac",
      "for",
      "do",
      "done",
      "!",
      "\n",
      "\\",
      "${",
      "$((",
      "2>&1",
    );
    await fc.assert(
      fc.asyncProperty(fc.array(token, { maxLength: 12 }), async (tokens) => {
        const { end } = await lab.sh(pod, tokens.join(" "));
        expect(end.kind).toBe("exited");
      }),
      { numRuns: 300 },
    );
  });

  test("arithmetic is JavaScript's, on whole numbers", () => {
    const number = fc.integer({ min: -50, max: 50 });
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(evaluateArithmetic(`${a} + ${b} * (${c} - 1) == ${a}`, () => "0")).toBe(Number(a + b * (c - 1) === a));
        expect(evaluateArithmetic("x - y - z", (name) => String({ x: a, y: b, z: c }[name]))).toBe(a - b - c);
      }),
    );
  });
});
