import type { Lang, Text } from "@podpath/scenarios";
import type { Check, Grade } from "./grade.ts";
import { say, WAYS } from "./judgement.ts";
import { clean, isBad, MARKS, renderDiagnosis, summary } from "./render.ts";

const HEAD: readonly Text[] = [
  say("结果", "result"),
  say("检查项", "check"),
  say("得分", "points"),
  say("实际", "observed"),
];

/** A grade as GitHub-flavoured Markdown: a job's summary, a comment. Nothing that comes from the lab is markup in it. */
export function renderMarkdown(grade: Grade, lang: Lang, title: string = grade.scenario): string {
  const rows = grade.checks.map((check) =>
    row([
      MARKS[check.status][lang],
      `${quote(check.title[lang])} \`${check.id}\``,
      points(check),
      quote(check.observed[lang]),
    ]),
  );
  return [
    `### ${quote(title)}`,
    "",
    `**${quote(summary(grade, lang))}**`,
    "",
    row(HEAD.map((text) => text[lang])),
    row(HEAD.map(() => "---")),
    ...rows,
    ...grade.checks
      .filter(isBad)
      .flatMap((check) => ["", `**${quote(check.title[lang])}**`, "", ...explain(check, lang)]),
    ...collateral(grade, lang),
    ...diagnosis(grade, lang),
    "",
  ].join("\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function points({ status, points: worth, earned }: Check): string {
  return status === "skipped" || worth === 0 ? "–" : `${earned}/${worth}`;
}

function explain({ expected, observed, whereToLook, details }: Check, lang: Lang): readonly string[] {
  const labels = {
    expected: say("期望", "expected"),
    observed: say("实际", "observed"),
    look: say("去哪看", "look at"),
  };
  const item = (label: Text, text: string) => (text === "" ? [] : [`- **${label[lang]}** ${quote(text)}`]);
  return [
    ...item(labels.expected, expected[lang]),
    ...item(labels.observed, observed[lang]),
    ...details.map((detail) => `  - ${quote(detail[lang])}`),
    ...item(labels.look, whereToLook[lang]),
  ];
}

function collateral(grade: Grade, lang: Lang): readonly string[] {
  if (grade.collateral.length === 0) return [];
  const heading = say(
    "别的网卡上也跟着放通了（只提示，不扣分）：",
    "opened at other interfaces too (shown, not judged):",
  );
  const items = grade.collateral.map(
    ({ eniId, nodeName, direction, opened }) =>
      `- ${quote(`${WAYS[direction][lang]} ${opened.join("; ")} @ ${eniId}, ${nodeName}`)}`,
  );
  return ["", heading[lang], "", ...items];
}

function diagnosis({ diagnosis: score }: Grade, lang: Lang): readonly string[] {
  const lines = renderDiagnosis(score, lang);
  return lines.length === 0 ? [] : ["", ...lines.map((line) => `- ${quote(line.trim())}`)];
}

/** As text: characters that Markdown or HTML would read are escaped, line ends become blanks. */
function quote(text: string): string {
  return clean(text.replaceAll("\n", " ")).replace(/[\\`*_{}[\]<>#|~!@&]/g, (character) =>
    /[<>&]/.test(character) ? ENTITIES[character]! : character === "@" ? "@\u200B" : `\\${character}`,
  );
}

const ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };
