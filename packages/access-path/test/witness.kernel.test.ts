import { describe, expect, test } from "vitest";
import { classify, compile, packFlows } from "../src/index.ts";
import type { CompiledFilter, Direction, Family, Filter } from "../src/index.ts";
import { runSender, whyNoKernel } from "./kernel/namespace.ts";
import { SLOT, writePacket } from "./kernel/packet.ts";
import { renderFilter } from "./kernel/render.ts";
import { makeRandom, randomFilter, randomSides } from "./worlds.ts";

/**
 * The kernel as a witness: random groups become nftables rules in a namespace of its own, more than a million packets go through
 * them from raw sockets, and the engine must name for each the verdict, and in sum the rule, that the kernel counted.
 */

const PACKETS = { batch: 63_000, part: 9_000 } as const; // 16 batches are 1,008,000; drawn by parts to bound memory
const SIZES = [
  // groups × rules
  [1, 100],
  [5, 20],
  [3, 30],
  [5, 40],
] as const;

interface Batch {
  readonly mark: number;
  readonly filter: Filter;
  readonly compiled: CompiledFilter;
  readonly family: Family;
  readonly seed: number;
  /** What the engine says of each packet, filled in while they are made: a line's place, or -1 for the implicit drop. */
  readonly lines: Int32Array;
}

const reason = whyNoKernel();

describe("a million packets through nftables", () => {
  test.skipIf(reason !== null)(
    `the kernel agrees on every verdict and on every rule's count${reason === null ? "" : ` (${reason})`}`,
    async () => {
      const batches = makeBatches();
      const output = await runSender(input(batches));
      const total = batches.length * PACKETS.batch;
      expect(total).toBeGreaterThanOrEqual(1_000_000);
      expect(wrongVerdicts(batches, output.subarray(0, total))).toEqual([]);
      const counted = readCounters(JSON.parse(output.subarray(total).toString()) as NftDump);
      expect(counted).toEqual(histogram(batches));
      expect(counted.size).toBeGreaterThan(700); // rules that decided at least one packet
      expect([...counted.values()].reduce((sum, count) => sum + count, 0)).toBe(total);
    },
    180_000, // takes 11 s on two quiet cores; a machine that is busy with other things may need minutes
  );
});

function makeBatches(): Batch[] {
  const directions: readonly Direction[] = ["ingress", "egress"];
  return SIZES.flatMap(([groups, rules], size) =>
    directions.flatMap((direction, side) => {
      const mark = 1 + size * directions.length + side; // 0 is what the kernel itself sends: neighbour discovery and the like
      const filter = randomFilter(1_000 + mark, direction, groups, rules);
      const compiled = compile(filter);
      return ([4, 6] as const).map((family): Batch => ({
        mark,
        filter,
        compiled,
        family,
        seed: mark * 10 + family,
        lines: new Int32Array(PACKETS.batch),
      }));
    }),
  );
}

/** The plan, then every packet. */
function* input(batches: readonly Batch[]): Generator<Buffer> {
  const rules = [...new Map(batches.map(({ mark, filter }) => [mark, filter]))].map(ruleset);
  const plan = batches.map(({ mark, family }) => ({ mark, family, count: PACKETS.batch }));
  yield Buffer.from(`${JSON.stringify({ rules: rules.flat(), batches: plan })}\n`);
  for (const batch of batches) yield* makePackets(batch);
}

/** Draw the flows, ask the engine, write the packets. */
function* makePackets({ seed, filter, family, compiled, lines }: Batch): Generator<Buffer> {
  const random = makeRandom(seed);
  for (let done = 0; done < PACKETS.batch; done += PACKETS.part) {
    const sides = randomSides(random, filter, family, PACKETS.part);
    classify(compiled, packFlows(family, sides), lines.subarray(done, done + PACKETS.part));
    const bytes = Buffer.alloc(sides.length * SLOT);
    for (const [index, side] of sides.entries()) writePacket(bytes, index * SLOT, filter.direction, side);
    yield bytes;
  }
}

/** A chain for each filter, chosen by the socket's mark. In pieces: a rootless transaction is bounded. */
function ruleset([mark, filter]: readonly [number, Filter]): string[] {
  const hook = "{ type filter hook output priority 0; policy drop; }";
  const opening = [
    "add table inet witness",
    `add chain inet witness output ${hook}`,
    `add chain inet witness filter${mark}`,
    ...renderFilter(`filter${mark}`, filter),
    `add rule inet witness output meta mark ${mark} goto filter${mark}`,
  ];
  return Array.from({ length: Math.ceil(opening.length / PIECE) }, (_, index) =>
    opening
      .slice(index * PIECE, (index + 1) * PIECE)
      .map((line) => `${line}\n`)
      .join(""),
  );
}

const PIECE = 150; // rules; about 330 fit the 208 kB socket buffer that a rootless caller has

/** The first few packets on which engine and kernel differ. */
function wrongVerdicts(batches: readonly Batch[], verdicts: Buffer): string[] {
  const wrong: string[] = [];
  let at = 0;
  for (const batch of batches)
    for (const line of batch.lines) {
      const accepted = batch.filter.lines[line]?.rule.action === "accept";
      if (accepted !== (verdicts[at++] === 1) && wrong.length < 5)
        wrong.push(`filter ${batch.mark}, packet ${at}, line ${line}`);
    }
  return wrong;
}

/** Packets for each rule that has any, by filter and place. */
function histogram(batches: readonly Batch[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const batch of batches)
    for (const line of batch.lines) {
      const key = `filter${batch.mark} ${line < 0 ? "implicit" : line}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return sorted(counts);
}

interface NftDump {
  readonly nftables: readonly {
    readonly rule?: {
      readonly chain: string;
      readonly comment?: string;
      readonly expr: readonly { readonly counter?: { readonly packets: number } }[];
    };
  }[];
}

function readCounters({ nftables }: NftDump): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { rule } of nftables) {
    const count = rule?.expr.find((expression) => expression.counter !== undefined)?.counter?.packets ?? 0;
    const key = `${rule?.chain} ${rule?.comment}`;
    if (count > 0) counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return sorted(counts);
}

function sorted(counts: ReadonlyMap<string, number>): Map<string, number> {
  return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
