import { expect, test } from "vitest";
import { OutputLog } from "./output-log.ts";

const KIB = 1024;

test("keeps everything while it is little", () => {
  const log = new OutputLog();
  log.append(Buffer.from("one "));
  log.append(Buffer.from("two"));
  expect(Buffer.from(log.text()).toString()).toBe("one two");
});

test("drops the oldest first, to the byte", () => {
  const log = new OutputLog();
  for (let i = 0; i < 600; i++) log.append(Buffer.from(String(i).padStart(KIB)));
  const text = Buffer.from(log.text()).toString();
  expect(text).toHaveLength(256 * KIB);
  expect(text.trimStart()).toMatch(/^344 /);
  expect(text).toMatch(/ 599$/);
});

test("one piece that is too long leaves its end", () => {
  const log = new OutputLog();
  log.append(Buffer.from(`${"x".repeat(300 * KIB)}end`));
  expect(log.text()).toHaveLength(256 * KIB);
  expect(Buffer.from(log.text()).subarray(-3).toString()).toBe("end");
});
