import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createQueue } from "./queue.ts";

test("one at a time, what was asked for before what nobody asked for", async () => {
  const queue = createQueue(4);
  const story: string[] = [];
  const work = (name: string) => async () => {
    story.push(`${name} begins`);
    await sleep(1);
    story.push(`${name} ends`);
    return name;
  };
  const first = queue.ask(work("first"));
  const idle = queue.whenIdle(work("idle"));
  expect(await queue.ask(work("second"))).toBe("second");
  expect([await first, await idle]).toEqual(["first", "idle"]);
  expect(story).toEqual(["first", "second", "idle"].flatMap((name) => [`${name} begins`, `${name} ends`]));
});

test("what fails tells its own asker and holds nobody up", async () => {
  const queue = createQueue(4);
  const failing = queue.ask(() => Promise.reject(new Error("no")));
  const next = queue.ask(() => Promise.resolve("yes"));
  await expect(failing).rejects.toThrow("no");
  expect(await next).toBe("yes");
});

test("when too much waits, more is refused", async () => {
  const queue = createQueue(1);
  let finish = (): void => {};
  const running = queue.ask(() => new Promise<void>((resolve) => (finish = resolve)));
  const waiting = queue.ask(() => Promise.resolve());
  expect(queue.ask(() => Promise.resolve())).toBeNull();
  finish();
  await Promise.all([running, waiting]);
  expect(queue.ask(() => Promise.resolve())).not.toBeNull();
});
