import { printFlow, type Text } from "@podpath/access-path";
import { quoteForReading } from "../../quote.ts";
import { message, type Language, type MessageId, type Parameters } from "../../text/translate.ts";
import type { DiagnosisJson, EditJson, EndJson, HopJson } from "../diagnosis-json.ts";

/** A report as a reader meets it, before it is a terminal's, Markdown's or a page's. In one language. */
export type Block =
  | { readonly kind: "title"; readonly text: string }
  | { readonly kind: "verdict"; readonly verdict: DiagnosisJson["verdict"]; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string; readonly quiet?: true }
  | { readonly kind: "picture"; readonly caption: string }
  | { readonly kind: "hops"; readonly hops: readonly { readonly state: HopJson["state"]; readonly text: string }[] }
  | { readonly kind: "list"; readonly items: readonly { readonly text: string; readonly below: readonly string[] }[] }
  | { readonly kind: "code"; readonly label: string; readonly language: string; readonly text: string }
  | { readonly kind: "table"; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Everything a diagnosis says, in the order in which it helps: the verdict, the way, what is wrong, what to do, what to doubt. */
export function reportBlocks(json: DiagnosisJson, language: Language): readonly Block[] {
  const pick = (text: Text): string => text[language];
  const say = (id: MessageId, parameters: Parameters = {}): string => pick(message(id, parameters));
  const section = (id: MessageId, blocks: readonly Block[]): readonly Block[] =>
    blocks.length === 0 ? [] : [{ kind: "heading", text: say(id) }, ...blocks];
  const title = `${nameOf(json.from)} → ${nameOf(json.to)}`;
  return [
    { kind: "title", text: title },
    { kind: "verdict", verdict: json.verdict, text: pick(json.summary) },
    { kind: "text", text: `${printFlow(json.flow)} · ${pick(json.cluster.source)} · ${json.readAt}`, quiet: true },
    { kind: "picture", caption: `${title} · ${pick(json.summary)}` },
    ...section("diagnose.heading.hops", [
      {
        kind: "hops",
        hops: json.hops.map(({ state, text }) => ({
          state,
          text: `${pick(text)}${state === "unreached" ? say("diagnose.not-reached") : ""}`,
        })),
      },
    ]),
    ...section("diagnose.heading.blockers", blockerBlocks(json, pick, say)),
    ...section("diagnose.heading.doubts", listOf(json.doubts.map(({ text }) => pick(text)))),
    ...section("diagnose.heading.fix", fixBlocks(json, pick, say)),
    ...section("diagnose.heading.opens", opensBlocks(json, say)),
    ...section("diagnose.heading.probe", probeBlocks(json, pick)),
    ...section("diagnose.heading.notes", listOf(json.notes.map(pick))),
    ...section("diagnose.heading.assumptions", listOf(json.assumptions.map(pick))),
    ...section(
      "diagnose.heading.refused",
      listOf(json.refusedCalls.map(({ call, code, reason }) => `${call}: ${code} (${reason})`)),
    ),
  ];
}

function nameOf({ namespace, pod, address }: EndJson): string {
  return pod === null ? address : `${namespace}/${pod} (${address})`;
}

function listOf(texts: readonly string[]): readonly Block[] {
  return texts.length === 0 ? [] : [{ kind: "list", items: texts.map((text) => ({ text, below: [] })) }];
}

/** The likeliest come first; a long list of rules would push the fix off the screen. */
const MOST_NEAR_MISSES = 5;

function blockerBlocks({ blockers }: DiagnosisJson, pick: (text: Text) => string, say: Say): readonly Block[] {
  if (blockers.length === 0) return [];
  const items = blockers.map(({ text, nearMisses }) => {
    const more = nearMisses.length - MOST_NEAR_MISSES;
    const shown = nearMisses.slice(0, MOST_NEAR_MISSES).map((miss) => pick(miss.text));
    return { text: pick(text), below: more > 0 ? [...shown, say("diagnose.more-near", { count: more })] : shown };
  });
  return [{ kind: "list", items }];
}

type Say = (id: MessageId, parameters?: Parameters) => string;

function fixBlocks({ fix, verdict }: DiagnosisJson, pick: (text: Text) => string, say: Say): readonly Block[] {
  if (fix === null) return verdict === "blocked" ? [{ kind: "text", text: say("diagnose.no-fix") }] : [];
  return [
    ...fix.edits.flatMap((edit) => editBlocks(edit, pick, say)),
    { kind: "text", text: say(fix.after === "open" ? "diagnose.after.open" : "diagnose.after.unknown") },
    ...fix.cautions.map((caution) => ({ kind: "text", text: pick(caution) }) as const),
  ];
}

function editBlocks(edit: EditJson, pick: (text: Text) => string, say: Say): readonly Block[] {
  const { groupId, tccli, terraform, index } = edit;
  return [
    { kind: "text", text: pick(edit.console) },
    ...(tccli === null ? [] : [{ kind: "code", label: "tccli", language: "sh", text: tccli } as const]),
    ...(terraform === null
      ? []
      : [
          {
            kind: "code",
            label: say(`diagnose.terraform.${edit.direction!}`, { group: groupId ?? "", place: (index ?? 0) + 1 }),
            language: "hcl",
            text: terraform.trimEnd(),
          } as const,
        ]),
  ];
}

function opensBlocks({ fix }: DiagnosisJson, say: Say): readonly Block[] {
  if (fix === null || fix.opens.length === 0) return [];
  const head = (["interface", "where", "opened"] as const).map((column) => say(`diagnose.column.${column}`));
  const rows = fix.opens.map(({ eniId, nodeName, primary, direction, onPath, opened }) => [
    `${eniId} ${say(`diagnose.direction.${direction}`)}`,
    `${nodeName} ${say(primary ? "diagnose.primary" : "diagnose.secondary")}`,
    `${opened === null ? say("diagnose.opened-unknown") : opened.join("; ")}${onPath ? "" : say("diagnose.along")}`,
  ]);
  const along = fix.opens.some(({ onPath }) => !onPath);
  return [
    { kind: "table", head, rows },
    ...(along ? [{ kind: "text", text: say("diagnose.collateral") } as const] : []),
  ];
}

function probeBlocks({ probe }: DiagnosisJson, pick: (text: Text) => string): readonly Block[] {
  if (probe === null) return [];
  return [
    { kind: "code", label: "kubectl exec", language: "sh", text: probe.command.map(quoteForReading).join(" ") },
    { kind: "text", text: pick(probe.text) },
  ];
}
