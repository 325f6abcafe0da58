import type { Lang, Text } from "@podpath/scenarios";
import type { DiagnosisPart, DiagnosisScore } from "./diagnosis.ts";
import type { Check, CheckStatus, Collateral, Grade, Witness } from "./grade.ts";
import { NOTHING, say, WAYS } from "./judgement.ts";
import { displayWidth, padDisplay } from "./width.ts";

/**
 * A grade for a terminal: a line a check, the first that failed expanded, what was seen at the others, then what else the change
 * opened, the verdict and the score. Words carry the meaning, so nothing is lost without colour.
 */
export function renderGrade(grade: Grade, lang: Lang, paint: Paint = unpainted): string {
  const first = firstToExplain(grade);
  const width = Math.max(...grade.checks.map(({ title }) => displayWidth(title[lang])));
  const lines = grade.checks.flatMap((check) => [
    `${paint(check.status, MARKS[check.status][lang])}  ${clean(`${padDisplay(check.title[lang], width)}  ${check.id}`)}`,
    ...(check === first ? expand(check, lang) : isBad(check) ? brief(check, lang) : []).map(clean),
  ]);
  const rest = [
    ...renderCollateral(grade.collateral, lang),
    "",
    ...renderDiagnosis(grade.diagnosis, lang),
    summary(grade, lang),
  ];
  return [...lines, ...rest.map(clean)].join("\n");
}

/** Colours a mark. What it means is in its word already. */
export type Paint = (status: CheckStatus, text: string) => string;

function unpainted(_: CheckStatus, text: string): string {
  return text;
}

/** The check that a verdict is explained by. */
export function firstToExplain({ checks, verdict }: Grade): Check | undefined {
  return checks.find(({ status }) => status === WORST[verdict]);
}

export function isBad({ status }: Check): boolean {
  return status === "fail" || status === "inconclusive";
}

export const MARKS: Readonly<Record<CheckStatus, Text>> = {
  pass: say("[通过]", "[pass]"),
  fail: say("[未过]", "[FAIL]"),
  skipped: say("[跳过]", "[skip]"),
  inconclusive: say("[存疑]", "[????]"),
};

/** Which check a verdict is explained by. */
const WORST: Readonly<Record<Grade["verdict"], CheckStatus | null>> = {
  passed: null,
  "not-yet": "fail",
  inconclusive: "inconclusive",
};

const LABELS = {
  expected: say("期望", "expected"),
  observed: say("实际", "observed"),
  whereToLook: say("去哪看", "look at"),
} as const;

function expand(check: Check, lang: Lang): readonly string[] {
  const observed = [check.observed[lang], ...check.details.map((detail) => `  ${detail[lang]}`)].join("\n");
  return [
    ...row("expected", check.expected[lang], lang),
    ...row("observed", observed, lang),
    ...(check.whereToLook[lang] === "" ? [] : row("whereToLook", check.whereToLook[lang], lang)),
  ];
}

/** Enough to go on with until it is the first. */
function brief({ observed, details }: Check, lang: Lang): readonly string[] {
  const seen =
    details.length === 0 ? observed[lang] : `${observed[lang]} ${details.map((one) => one[lang]).join("; ")}`;
  return row("observed", seen, lang);
}

function row(label: keyof typeof LABELS, text: string, lang: Lang): readonly string[] {
  const width = Math.max(...Object.values(LABELS).map((each) => displayWidth(each[lang])));
  return text
    .split("\n")
    .map((line, index) => `        ${padDisplay(index === 0 ? LABELS[label][lang] : "", width)}  ${line}`);
}

/** Interfaces that were opened alike share a line. */
function renderCollateral(collateral: readonly Collateral[], lang: Lang): readonly string[] {
  if (collateral.length === 0) return [];
  const alike = Map.groupBy(collateral, ({ direction, opened }) => `${WAYS[direction][lang]} ${opened.join("; ")}`);
  const heading = say(
    "别的网卡上也跟着放通了（共用一个安全组就会这样；只提示，不扣分）：",
    "opened at other interfaces too, since they share a group (shown, not judged):",
  );
  const lines = [...alike].map(
    ([what, places]) =>
      `  ${what}  @ ${places.map((place) => placeName(place, lang)).join(lang === "zh" ? "、" : ", ")}`,
  );
  return ["", heading[lang], ...lines];
}

function placeName({ eniId, nodeName, primary }: Collateral, lang: Lang): string {
  const kind = primary ? say("主网卡", "primary") : say("辅助网卡", "secondary");
  return lang === "zh" ? `${eniId}（${nodeName} ${kind.zh}）` : `${eniId} (${nodeName}, ${kind.en})`;
}

const SIGNS: Readonly<Record<DiagnosisPart["status"], Text>> = {
  right: say("对", "right"),
  wrong: say("不对", "wrong"),
  open: say("没有作答", "not answered"),
  late: say("说晚了", "too late"),
  unproven: say("无法证明，不计分", "can't be proved, not counted"),
};

const WHOSE: Readonly<Record<DiagnosisScore["record"], Text>> = {
  kept: NOTHING,
  submitted: say("，据答卷自己的记录", ", by the file's own record"),
  contradicted: say("，答卷自相矛盾", ", and the file contradicts itself"),
};

/** Nothing while no answer was given: not everybody wants to be asked. */
export function renderDiagnosis(diagnosis: DiagnosisScore | null, lang: Lang): readonly string[] {
  if (diagnosis === null) return [];
  const { parts, score, truth, hints, record } = diagnosis;
  const read = hints.read.length === 0 ? [] : [hintsLine(hints, lang)];
  if (parts.every(({ status }) => status === "open")) return read;
  const told = parts.map(({ title, status }) => `${title[lang]}${lang === "zh" ? "：" : ": "}${SIGNS[status][lang]}`);
  const whose = WHOSE[record];
  const head = say(
    `诊断（单独计分${whose.zh}）${score.earned}/${score.outOf}`,
    `Diagnosis (scored apart${whose.en}) ${score.earned}/${score.outOf}`,
  );
  return [
    `${head[lang]}  ${told.join(lang === "zh" ? "；" : "; ")}`,
    ...(truth === null ? [] : [`  ${truth[lang]}`]),
    ...read,
  ];
}

/** Asking is no shame, and the fix never pays for it. */
function hintsLine({ read, cost }: DiagnosisScore["hints"], lang: Lang): string {
  const layers = read.join(lang === "zh" ? "、" : ", ");
  if (cost === 0)
    return say(`看过第 ${layers} 层提示，没有扣分。`, `Hints read, by layer: ${layers}, at no cost.`)[lang];
  return say(
    `看过第 ${layers} 层提示（trace、explain、diagnose、solve 也算）：诊断扣 ${cost} 分，修复不扣。`,
    `Hints read, by layer: ${layers} (trace, explain, diagnose and solve count as such). They take ${cost} points from the diagnosis and none from the fix.`,
  )[lang];
}

export function summary({ verdict, score, witnesses }: Grade, lang: Lang): string {
  const words = {
    passed: say("通过", "Passed"),
    "not-yet": say("还没过", "Not yet"),
    inconclusive: say("无法判定，不是你的问题", "Inconclusive, and not your fault"),
  }[verdict];
  const points = `${score.earned}/${score.outOf}`;
  return lang === "zh"
    ? `${words.zh}，${points} 分。${witnessLine(witnesses).zh}`
    : `${words.en}, ${points} points. ${witnessLine(witnesses).en}`;
}

function witnessLine(witnesses: readonly Witness[]): Text {
  if (!witnesses.includes("packets"))
    return say(
      "模拟数据面：只有模型一个证人，没有真实报文。",
      "Simulated data plane: the model is the only witness, no packet was sent.",
    );
  if (!witnesses.includes("counters"))
    return say(
      "证人：模型、真实报文（真实集群上读不到计数器）。",
      "Witnesses: model and packets (a real cluster shows no counters).",
    );
  return say(
    "证人：模型、真实报文、逐条规则的计数器、两套 API。",
    "Witnesses: model, packets, the counter of each rule, and both APIs.",
  );
}

/** Names and messages come from the lab; a terminal must not obey what is in them. */
export function clean(line: string): string {
  const LIMIT = 2000;
  const plain = line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) => {
    return `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`;
  });
  return plain.length > LIMIT ? `${plain.slice(0, LIMIT)}…` : plain;
}
