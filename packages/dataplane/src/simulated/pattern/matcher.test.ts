import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Matcher } from "./matcher.ts";
import { PatternError } from "./parse.ts";

const BASIC = { extended: false, ignoreCase: false };
const EXTENDED = { extended: true, ignoreCase: false };

// prettier-ignore
test.each([
  // what it shows               options    pattern                 line                         matches
  ["a word",                     BASIC,     "nginx",                "Welcome to nginx!",         ["nginx"]],
  ["any character",              BASIC,     "1.2",                  "1.2 1x2 12",                ["1.2", "1x2"]],
  ["a star",                     BASIC,     "ab*",                  "a abb b",                   ["a", "abb"]],
  ["a star that comes first",    BASIC,     "\\*x",                 "a*x",                       ["*x"]],
  ["+ is itself in a basic one", BASIC,     "a+",                   "aa a+",                     ["a+"]],
  ["\\+ is not",                 BASIC,     "a\\+",                 "aa b",                      ["aa"]],
  ["+ and ? in an extended one", EXTENDED,  "ab+c?",                "abbc ab a",                 ["abbc", "ab"]],
  ["alternatives, the longest",  EXTENDED,  "tcp|tcp6|udp",         "tcp6 udp",                  ["tcp6", "udp"]],
  ["groups",                     EXTENDED,  "(10\\.){2}[0-9]+",     "10.10.7 10.7",              ["10.10.7"]],
  ["groups in a basic one",      BASIC,     "\\(ab\\)\\{2\\}",      "abab ab",                   ["abab"]],
  ["bounds",                     EXTENDED,  "[0-9]{1,3}",           "12345",                     ["123", "45"]],
  ["a negated set",              EXTENDED,  "[^ ]+:80",             "tcp 0.0.0.0:80 x",          ["0.0.0.0:80"]],
  ["a class",                    EXTENDED,  "[[:digit:].]+",        "ip 10.0.35.23 ok",          ["10.0.35.23"]],
  ["] first in a set",           BASIC,     "[]a]*",                "a]",                        ["a]"]],
  ["start and end",              BASIC,     "^a.*b$",               "a to b",                    ["a to b"]],
  ["not at the start",           BASIC,     "^b",                   "ab",                        []],
  ["$ in the middle is itself",  BASIC,     "a$b",                  "a$b",                       ["a$b"]],
  ["word edges",                 BASIC,     "\\<eth\\w\\>",         "eth0 veth1 eth10",          ["eth0"]],
  ["in any case",                { ...BASIC, ignoreCase: true }, "[a-c]D", "aD BD xd",           ["aD", "BD"]],
  ["Chinese",                    BASIC,     "安全.",                "这个安全组",                ["安全组"]],
])("%s", (_, options, pattern, line, want) => {
  const matcher = new Matcher(pattern, options);
  expect(matcher.all(line)).toEqual(want);
  expect(matcher.test(line)).toBe(want.length > 0);
});

test.each([
  "[a",
  "(a",
  "a)",
  "a{2,1}",
  "a{1000}",
  "\\",
  "((((((((((a{99}){99}){99}){99}){99}){99}){99}){99}){99}){99})",
])("%s is no pattern, or too large", (pattern) => {
  expect(() => new Matcher(pattern, EXTENDED)).toThrow(PatternError);
});

test("a pattern that takes other engines years", () => {
  expect(new Matcher("(a+)+$", EXTENDED).test(`${"a".repeat(5000)}!`)).toBe(false);
  expect(new Matcher("(a|aa|a*)*b", EXTENDED).test("a".repeat(1000))).toBe(false);
});

const atom = fc.constantFrom(
  "a",
  "b",
  "c",
  ".",
  "[ab]",
  "[^a]",
  "a?",
  "b*",
  "c+",
  "(ab)",
  "(a|b)",
  "(a|bc)*",
  "b{1,2}",
  "^",
  "$",
);

test("law: it finds what JavaScript's engine finds", () => {
  fc.assert(
    fc.property(fc.array(atom, { minLength: 1, maxLength: 6 }), fc.stringMatching(/^[abc]{0,8}$/), (atoms, line) => {
      const pattern = atoms.join("");
      expect(new Matcher(pattern, EXTENDED).test(line)).toBe(new RegExp(pattern).test(line));
    }),
    { numRuns: 2000 },
  );
});
