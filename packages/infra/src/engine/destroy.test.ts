import * as fc from "fast-check";
import { expect, test } from "vitest";
import { waves } from "./destroy.ts";
import type { ResourceRecord } from "./state.ts";

/** Records that depend only on earlier ones, which is how Pulumi registers them. */
const records = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 12 }).map((rows) =>
  rows.map((needs, index): ResourceRecord => {
    const dependencies = index === 0 ? [] : [...new Set(needs.map((need) => `urn-${need % index}`))];
    return {
      urn: `urn-${index}`,
      type: "t",
      name: "n",
      phase: "ready",
      id: "i",
      inputs: {},
      outputs: {},
      dependencies,
    };
  }),
);

test("each is removed once, after all that depend on it, and no later than it must", () => {
  fc.assert(
    fc.property(records, (all) => {
      const order = waves(all);
      expect(order.flat().toSorted(byUrn)).toEqual(all.toSorted(byUrn));
      const waveOf = new Map(order.flatMap((wave, index) => wave.map((one) => [one.urn, index] as const)));
      for (const one of all) {
        const dependents = all.filter((other) => other.dependencies.includes(one.urn));
        const latest = Math.max(-1, ...dependents.map((other) => waveOf.get(other.urn)!));
        expect(waveOf.get(one.urn)).toBe(latest + 1);
      }
    }),
  );
});

test("a circle is said, not run through for ever", () => {
  const one = { type: "t", name: "n", phase: "ready", id: "i", inputs: {}, outputs: {} } as const;
  const circle = [
    { ...one, urn: "a", dependencies: ["b"] },
    { ...one, urn: "b", dependencies: ["a"] },
  ];
  expect(() => waves(circle)).toThrow("circle");
});

function byUrn(a: ResourceRecord, b: ResourceRecord): number {
  return a.urn.localeCompare(b.urn);
}
