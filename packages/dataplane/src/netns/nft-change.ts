import { NO_RULESET, TABLE, type Ruleset } from "./nft.ts";

/**
 * An unprivileged process hands the kernel one transaction through a socket buffer of 208 KiB. A line of ours takes at most
 * half a kilobyte, unless it has a set of its own: that grows with the text.
 */
const CHUNK = { characters: 40_000, lines: 200 } as const;

/**
 * Transactions that turn one ruleset into another. The last one makes the change, for all packets at once; those before it,
 * if any, only build chains that nothing jumps to yet.
 */
export function renderChange(from: Ruleset, to: Ruleset): readonly (readonly string[])[] {
  const build = [...addNames("counter", from.counters, to.counters), ...addSets(from, to), ...addChains(from, to)];
  const swap = [...dispatchLines(from, to), ...elementLines(from, to), ...dropLines(from, to)];
  // Nothing passes before there are any rules, so the first ruleset may come in pieces.
  if (from === NO_RULESET) return chunksOf([...build, ...swap]);
  const chunks = chunksOf(build);
  const last = chunks.at(-1) ?? [];
  const together = [...last, ...swap];
  const fits = together.length <= CHUNK.lines && length(together) <= CHUNK.characters;
  const all = fits ? [...chunks.slice(0, -1), together] : [...chunks, swap];
  return all.filter((transaction) => transaction.length > 0);
}

type Named = ReadonlyMap<string, unknown>;

function missingFrom(from: Named, to: Named): readonly string[] {
  return [...to.keys()].filter((name) => !from.has(name));
}

function addNames(kind: string, from: Named, to: Named): readonly string[] {
  return missingFrom(from, to).map((name) => `add ${kind} ${TABLE} ${name}`);
}

function addSets(from: Ruleset, to: Ruleset): readonly string[] {
  const added = missingFrom(from.elements, to.elements).filter((name) => name.includes("/"));
  return added.map((name) => `add set ${TABLE} ${name} { type ${name.endsWith("-v6") ? "ipv6_addr" : "ipv4_addr"}; }`);
}

function addChains(from: Ruleset, to: Ruleset): readonly string[] {
  return missingFrom(from.chains, to.chains).flatMap((name) => [
    `add chain ${TABLE} ${name}`,
    ...to.chains.get(name)!.map((rule) => `add rule ${TABLE} ${name} ${rule}`),
  ]);
}

function dispatchLines(from: Ruleset, to: Ruleset): readonly string[] {
  return [...to.dispatch].flatMap(([name, rules]) => {
    const had = from.dispatch.get(name);
    if (had?.join("\n") === rules.join("\n")) return [];
    const empty = had === undefined ? `add chain ${TABLE} ${name}` : `flush chain ${TABLE} ${name}`;
    return [empty, ...rules.map((rule) => `add rule ${TABLE} ${name} ${rule}`)];
  });
}

const NONE: ReadonlySet<string> = new Set();

function elementLines(from: Ruleset, to: Ruleset): readonly string[] {
  const gone = [...from.elements].flatMap(([name, had]) => {
    const wanted = to.elements.get(name);
    const members = wanted === undefined ? [] : [...had].filter((member) => !wanted.has(member));
    return members.map((member) => `delete element ${TABLE} ${name} { ${member} }`);
  });
  const come = [...to.elements].flatMap(([name, wanted]) => {
    const had = from.elements.get(name) ?? NONE;
    const members = [...wanted].filter((member) => !had.has(member));
    return members.length === 0 ? [] : [`add element ${TABLE} ${name} { ${members.join(", ")} }`];
  });
  return [...gone, ...come];
}

/** Chains first, the last made before those that it jumps to: they hold on to what they name. */
function dropLines(from: Ruleset, to: Ruleset): readonly string[] {
  return [
    ...dropNames("chain", from.dispatch, to.dispatch),
    ...dropNames("chain", from.chains, to.chains),
    ...dropNames("set", from.elements, to.elements),
    ...dropNames("counter", from.counters, to.counters),
  ];
}

function dropNames(kind: string, from: Named, to: Named): readonly string[] {
  return missingFrom(to, from)
    .toReversed()
    .map((name) => `delete ${kind} ${TABLE} ${name}`);
}

function chunksOf(lines: readonly string[]): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let characters = 0;
  for (const line of lines) {
    const last = chunks.at(-1);
    if (last === undefined || last.length >= CHUNK.lines || characters + line.length > CHUNK.characters) {
      chunks.push([line]);
      characters = line.length;
    } else {
      last.push(line);
      characters += line.length;
    }
  }
  return chunks;
}

function length(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}
