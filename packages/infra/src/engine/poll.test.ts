import { expect, test } from "vitest";
import { poll } from "./poll.ts";

test("asks until there is an answer, null included", async () => {
  const answers = [undefined, undefined, null, "late"];
  expect(await poll("it is there", async () => answers.shift())).toBeNull();
  expect(answers).toEqual(["late"]);
});

test("gives up in the end, and says what it waited for", async () => {
  const waiting = poll("node pool np-1 is Running", async () => undefined, 30);
  await expect(waiting).rejects.toMatchObject({
    code: "Infra.TooLate",
    message: "waited 0.03 s in vain until node pool np-1 is Running",
  });
});

test("an error of the question ends it", async () => {
  await expect(poll("never", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
