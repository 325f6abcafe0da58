import { expect, test } from "vitest";
import { identityOf } from "./identity.ts";

const EVERY_ID = 4_294_967_294;

test("an ordinary user stays itself", () => expect(identityOf("a", { uid: 1000, highestId: EVERY_ID })).toBeNull());

test("root becomes an id that nobody has, always the same for an account, another for another", () => {
  const root = { uid: 0, highestId: EVERY_ID };
  const identity = identityOf("a", root)!;
  expect(identity.uid).toBeGreaterThanOrEqual(1_879_048_192);
  expect(identity.uid).toBeLessThan(2_147_483_648);
  expect(identity.gid).toBe(identity.uid);
  expect(identityOf("a", root)).toEqual(identity);
  expect(identityOf("b", root)).not.toEqual(identity);
});

test("root of a container with 65,536 ids becomes one of them", () => {
  const { uid } = identityOf("a", { uid: 0, highestId: 65_535 })!;
  expect(uid).toBeGreaterThanOrEqual(30_000);
  expect(uid).toBeLessThan(59_000);
});

test("root of a user namespace with one id has no other", () => {
  expect(identityOf("a", { uid: 0, highestId: 0 })).toBeNull();
});
