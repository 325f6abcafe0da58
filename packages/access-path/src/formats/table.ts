import type { Direction, Rule } from "../snapshot.ts";
import { fieldsOf } from "./fields.ts";

export type Language = "zh" | "en";

/** Cells as texts, the headings first. */
export type Table = readonly (readonly string[])[];

const HEADINGS = {
  zh: { index: "序号", ingress: "来源", egress: "目标", service: "协议端口", action: "策略", description: "备注" },
  en: {
    index: "#",
    ingress: "Source",
    egress: "Destination",
    service: "Protocol:port",
    action: "Policy",
    description: "Note",
  },
} as const;

const ACTIONS = {
  zh: { accept: "允许", drop: "拒绝" },
  en: { accept: "Allow", drop: "Refuse" },
} as const;

/** A list with the console's columns. The column for notes is there when some rule has one. */
export function ruleTable(rules: readonly Rule[], direction: Direction, language: Language): Table {
  const heading = HEADINGS[language];
  const rows = rules.map((rule, index) => {
    const { cidr, cidr6, group, addressTemplate, description } = fieldsOf(rule);
    const peer = cidr || cidr6 || group || addressTemplate;
    return [`${index}`, peer, consoleService(rule), ACTIONS[language][rule.action], description];
  });
  const table = [[heading.index, heading[direction], heading.service, heading.action, heading.description], ...rows];
  return rows.some((row) => row[4] !== "") ? table : table.map((row) => row.slice(0, 4));
}

/** `TCP:80,443`, `ICMP`, `ALL`, or the template's id: what the console shows and takes. */
export function consoleService(rule: Rule): string {
  const { protocol, port, serviceTemplate } = fieldsOf(rule);
  if (serviceTemplate !== "") return serviceTemplate;
  return protocol === "TCP" || protocol === "UDP" ? `${protocol}:${port}` : protocol;
}

/** Columns padded for a terminal, in which East Asian characters are two cells wide. */
export function printTable(table: Table): string {
  const widths = columnWidths(table);
  const lines = table.map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0)).join("  "));
  return lines.map((line) => `${line.trimEnd()}\n`).join("");
}

/** A Markdown table, padded so that its source reads well too. */
export function printMarkdown(table: Table): string {
  const escaped = table.map((row) =>
    row.map((cell) => cell.replace(/\\/g, "\\\\").replace(/\|/g, "\\|").replace(/\s+/g, " ")),
  );
  const widths = columnWidths(escaped).map((width) => Math.max(width, 3));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0)).join(" | ")} |\n`;
  const rule = widths.map((width) => "-".repeat(width));
  return escaped.map((row, index) => (index === 0 ? line(row) + line(rule) : line(row))).join("");
}

function columnWidths(table: Table): number[] {
  return (table[0] ?? []).map((_, column) => Math.max(...table.map((row) => textWidth(row[column] ?? ""))));
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}

/** Cells that a text takes on a terminal. Wide are CJK, kana, Hangul, full-width forms and pictographs (UAX #11, W and F). */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
