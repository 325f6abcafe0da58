import { filterHops, printRule, tracePath } from "@podpath/access-path";
import type { AccessPath, FilterHop } from "@podpath/access-path";
import { verdictWords, WIDE, type Point } from "@podpath/access-path/drawing";
import type { ReactNode } from "react";
import { fill, type MessageId, type Messages } from "../messages/messages.ts";
import { groupOf, nodeName } from "./describe.ts";
import { Drawing, wordsOf } from "./Drawing.tsx";
import type { Lesson } from "./lesson.ts";
import { flowOf, sceneOf, type Scene } from "./scene.ts";

interface Props {
  readonly lesson: Lesson;
  readonly messages: Messages;
  /** Style sheets the picture carries with it. */
  readonly css: string;
}

/** In the drawing's units: one rule's line, and the room around the lists. */
const LINE = 24;
const MARGIN = 20;

/** One state as a picture that stands alone: the drawing, and under it the rules that were asked, the deciding one marked. */
export function Picture({ lesson, messages, css }: Props): ReactNode {
  const scene = sceneOf(lesson);
  const path = tracePath(scene.snapshot, flowOf(lesson, scene));
  const lists = filterHops(path).map((hop) => linesOf(hop, scene, messages));
  const height = WIDE.height + MARGIN * 1.5 + Math.max(1, ...lists.map((list) => list.length)) * LINE;
  const width = WIDE.width + 2 * MARGIN;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-labelledby="title"
    >
      <title id="title">{titleOf(path, messages)}</title>
      <style>{css}</style>
      <rect className="pp-sheet" width={width} height={height} rx={12} />
      <svg x={MARGIN} y={MARGIN} width={WIDE.width} height={WIDE.height}>
        <Drawing scene={scene} path={path} layout={WIDE} messages={messages} sent />
      </svg>
      {lists.map((lines, index) => (
        <Lines
          key={index}
          lines={lines}
          at={{ x: index === 0 ? 28 : WIDE.width / 2 + 40, y: WIDE.height + MARGIN * 2 }}
        />
      ))}
    </svg>
  );
}

interface Line {
  readonly text: string;
  readonly kind: "heading" | "rule" | "accepts" | "drops";
}

function linesOf(hop: FilterHop, scene: Scene, messages: Messages): Line[] {
  const heading: Line = {
    text: `${nodeName(hop.nodeName, scene, messages)} · ${messages[hop.direction]}`,
    kind: "heading",
  };
  if (hop.verdict.kind === "unfiltered")
    return [heading, { text: verdictWords(hop, wordsOf(scene, messages)), kind: "rule" }];
  const rules = hop.groupIds.flatMap((id, place): Line[] => [
    ...(hop.groupIds.length > 1 ? [{ text: `${place + 1}. ${id}`, kind: "rule" as const }] : []),
    ...(groupOf(id, scene)?.[hop.direction] ?? []).map((rule, index): Line => {
      const decides = hop.verdict.groupId === id && hop.verdict.rule === index;
      return { text: `${index}  ${printRule(rule)}`, kind: decides ? decisionOf(hop) : "rule" };
    }),
  ]);
  const implicit = hop.verdict.kind === "implicit-drop";
  return [heading, ...rules, { text: `–  ${messages.implicitDrop}`, kind: implicit ? "drops" : "rule" }];
}

function decisionOf(hop: FilterHop): "accepts" | "drops" {
  return hop.verdict.action === "accept" ? "accepts" : "drops";
}

function Lines({ lines, at }: { readonly lines: readonly Line[]; readonly at: Point }): ReactNode {
  return (
    <text className="pp-drawing">
      {lines.map(({ text, kind }, index) => (
        <tspan key={index} className={`pp-line-${kind}`} x={at.x} y={at.y + index * LINE} xmlSpace="preserve">
          {text}
          {kind === "accepts" ? "  ✓" : kind === "drops" ? "  ✗" : ""}
        </tspan>
      ))}
    </text>
  );
}

const OUTCOMES = {
  delivered: "pictureArrives",
  refused: "pictureRefused",
  dropped: "pictureDropped",
  "no-route": "pictureNoRoute",
} as const satisfies Record<AccessPath["disposition"]["kind"], MessageId>;

function titleOf(path: AccessPath, messages: Messages): string {
  return fill(messages.pictureTitle, {
    from: messages.podA,
    to: messages.podB,
    flow: `${path.flow.protocol.toUpperCase()} ${path.flow.destinationPort ?? ""}`.trim(),
    outcome: messages[OUTCOMES[path.disposition.kind]],
  });
}
