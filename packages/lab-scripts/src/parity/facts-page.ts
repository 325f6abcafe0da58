import type { Evidence } from "./evidence.ts";
import type { Experiment } from "./experiment.ts";

/** Between these the page is written by a program. */
const BEGIN = "<!-- recordings: written by scripts/facts.ts -->";
const END = "<!-- end of recordings -->";
const ROW = /^\| <a id="([\w-]+)"><\/a>.*$/gm;
const CELL = " | ";
const STATUS_CELL = 2;
/** What this file adds to a status: always behind the words that a person wrote. */
const ADDED = /; \*\*(?:recorded|contradicted)\*\* on a real account.*$/;

/**
 * docs/facts.md with what recordings say: behind each claim's own status, and as a table of all experiments. Safe to repeat.
 *
 * @throws Error when the page has no place for the table
 */
export function renderFacts(
  page: string,
  evidence: ReadonlyMap<string, readonly Evidence[]>,
  experiments: readonly Experiment[],
): string {
  const rows = page.replaceAll(ROW, (row, id: string) => {
    const cells = row.split(CELL);
    cells[STATUS_CELL] = `${cells[STATUS_CELL]!.replace(ADDED, "")}${addition(evidence.get(id) ?? [])}`;
    return cells.join(CELL);
  });
  const [begin, end] = [rows.indexOf(BEGIN), rows.indexOf(END)];
  if (begin === -1 || end < begin) throw new Error("docs/facts.md has no place for the recordings");
  return `${rows.slice(0, begin + BEGIN.length)}\n\n${experimentTable(evidence, experiments)}\n\n${rows.slice(end)}`;
}

/** The newest word counts; an older one that differs stays visible. */
function addition(evidence: readonly Evidence[]): string {
  const newest = evidence.at(-1);
  if (!newest) return "";
  const verdict = newest.holds ? "recorded" : "contradicted";
  const links = evidence.map(({ file, recordedOn, holds }) => {
    return `[${recordedOn}](recordings/${file})${holds === newest.holds ? "" : ` (${holds ? "recorded" : "contradicted"})`}`;
  });
  return `; **${verdict}** on a real account ${[...new Set(links)].join(", ")}`;
}

function experimentTable(
  evidence: ReadonlyMap<string, readonly Evidence[]>,
  experiments: readonly Experiment[],
): string {
  const rows = experiments.map(({ id, title, facts }) => {
    const days = Object.keys(facts)
      .flatMap((fact) => evidence.get(fact) ?? [])
      .filter((one) => one.experiment === id)
      .map(({ recordedOn }) => recordedOn);
    const links = Object.keys(facts).map((fact) => `[\`${fact}\`](#${fact})`);
    return `| \`${id}\` | ${title.en} | ${links.join(", ")} | ${days.toSorted().at(-1) ?? "not yet"} |`;
  });
  return ["| experiment | looks at | bears on | recorded |", "|---|---|---|---|", ...rows].join("\n");
}
