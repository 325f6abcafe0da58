import type { FilterHop, Hop } from "../path.ts";
import type { Box, Layout, NodeKey, Point } from "./layout.ts";
import type { DrawingWords, Scene } from "./scene.ts";
import { shape, type Shape } from "./shape.ts";
import { toneOf, type DrawnPath, type Tone } from "./tone.ts";
import { lengthOf, nodeKey, pathData, podBox, trackOf } from "./track.ts";
import { gateWords, idleGate, put, sharedGroup, shorten, type GateWords } from "./words.ts";

export interface Drawing {
  readonly scene: Scene;
  readonly path: DrawnPath;
  readonly layout: Layout;
  readonly words: DrawingWords;
  /** Before the packet is sent the drawing gives nothing away. */
  readonly sent: boolean;
  /** Other words at the interfaces than the lesson's: ids instead of parts played. */
  readonly gates?: (hop: FilterHop) => GateWords;
}

/** Milliseconds a packet takes for 100 units of the drawing. */
const MS_PER_100_UNITS = 190;
/** Characters that fit into a Pod's box, and of a stranger's address into the VPC. */
const FITS = { name: 10, address: 14 } as const;

/**
 * The access path as a picture: Pod A, its interface, the VPC, Pod B's interface, Pod B. Hidden from screen readers: whoever shows
 * it has a list of the hops beside it that says the same in words.
 */
export function drawPath(drawing: Drawing): Shape {
  const { scene, path, layout, words, sent } = drawing;
  const track = trackOf(path, scene, layout);
  const travelMs = Math.round((lengthOf(track.travelled) * MS_PER_100_UNITS) / 100);
  const { podA, podB } = scene;
  return shape(
    "svg",
    { class: `pp-drawing pp-${layout.name}`, viewBox: `0 0 ${layout.width} ${layout.height}`, "aria-hidden": "true" },
    nodeBox(drawing, "a"),
    nodeBox(drawing, "b"),
    rect(layout.vpc, "pp-vpc", 14),
    lines(vpcLabel(layout), [words.vpc, scene.snapshot.vpc.cidrs.join(" ")], "pp-small"),
    sharedGroup(path) !== null ? tie(drawing) : null,
    shape("path", {
      class: "pp-line pp-ahead",
      d: pathData(sent ? track.ahead : [...track.travelled, ...track.ahead]),
    }),
    sent ? shape("path", { class: "pp-line pp-travelled", d: pathData(track.travelled) }) : null,
    ...gates(drawing, travelMs),
    podA === null ? null : pod(drawing, podA, words.podA, travelMs),
    podB === null ? null : pod(drawing, podB, words.podB, travelMs),
    ...strangers(drawing),
    sent ? packet(pathData(track.travelled), travelMs) : null,
  );
}

function nodeBox({ scene, layout, words }: Drawing, node: NodeKey): Shape | null {
  const drawn = node === "a" ? scene.nodeA : scene.nodeB;
  if (drawn === null) return null;
  const at = layout.nodeLabel[node];
  const name = node === "a" ? words.nodeA : words.nodeB;
  return shape(
    "g",
    {},
    rect(layout.node[node], "pp-node", 10),
    shape(
      "text",
      { class: "pp-small", x: at.x, y: at.y, "text-anchor": layout.nodeLabelAnchor[node] },
      shape("tspan", { class: "pp-strong" }, name),
      ` ${drawn.address}`,
    ),
  );
}

function pod(drawing: Drawing, own: NonNullable<Scene["podA"]>, name: string, travelMs: number): Shape {
  const { scene, path, layout, sent } = drawing;
  const box = podBox(own.uid, scene, layout);
  const hop = path.hops.find((each) => each.kind === "pod" && each.podUid === own.uid);
  const tone = sent && hop !== undefined ? toneOf(hop, path) : "quiet";
  const address = own.addresses.find((each) => hop?.kind === "pod" && each === hop.address) ?? own.addresses[0] ?? "";
  return later(
    travelMs,
    { class: `pp-pod pp-is-${tone}` },
    rect(box, "pp-pod-box", 8),
    shape("text", { class: "pp-strong", x: box.x + 16, y: box.y + 29 }, shorten(name, FITS.name)),
    shape("text", { class: "pp-mono", x: box.x + 16, y: box.y + 51 }, shorten(address, FITS.address)),
    mark({ x: box.x + box.width, y: box.y }, tone),
  );
}

/** All four interfaces; those the flow doesn't meet stay faint. */
function gates(drawing: Drawing, travelMs: number): readonly Shape[] {
  const places = [
    { primary: false, node: "a" },
    { primary: true, node: "a" },
    { primary: false, node: "b" },
    { primary: true, node: "b" },
  ] as const;
  return places
    .filter(({ node }) => node === "a" || drawing.scene.nodeB !== null)
    .map(({ primary, node }) => gate(drawing, primary, node, travelMs));
}

function gate(drawing: Drawing, primary: boolean, node: NodeKey, travelMs: number): Shape {
  const { scene, path, layout, words, sent } = drawing;
  const hop = path.hops.find(
    (each): each is FilterHop =>
      each.kind === "filter" && each.primary === primary && nodeKey(each.nodeName, scene) === node,
  );
  const at = layout[primary ? "primary" : "secondary"][node];
  const tone = hop === undefined ? "aside" : sent ? toneOf(hop, path) : "quiet";
  const box = boxAround(at, layout.gate.width, layout.gate.height);
  const offset = layout.verdictOffset[node];
  const written = hop === undefined ? null : (drawing.gates?.(hop) ?? gateWords(hop, node, words));
  const { title, below } = written ?? idleGate(primary, node, words);
  return later(
    travelMs * shareOfTravel(hop, path),
    { class: `pp-gate pp-is-${tone}` },
    rect(box, "pp-gate-box", 6),
    lines({ x: at.x, y: at.y - 5 }, [title, below], "pp-gate-words"),
    hop !== undefined && written !== null && sent && hop.reached
      ? verdictLabel({ x: at.x + offset.x, y: at.y + offset.y }, written, offset.y > 0)
      : null,
    mark({ x: box.x + box.width, y: box.y }, tone),
  );
}

/** Units of one line of a verdict, and what a wide and a narrow character take at most. */
const VERDICT = { line: 17, wide: 13.5, narrow: 7.6, margin: 5 } as const;

/** On paper of its own, so that no line runs through it; whose rule it was, in a second line that grows away from the interface. */
function verdictLabel({ x, y }: Point, { verdict, whose }: GateWords, downwards: boolean): Shape {
  const texts = whose === null ? [verdict] : [verdict, whose];
  const top = downwards ? y : y - (texts.length - 1) * VERDICT.line;
  const width = Math.max(...texts.map(inkWidth)) + 2 * VERDICT.margin;
  const ground = { x: x - width / 2, y: top - 14, width, height: texts.length * VERDICT.line + 2 };
  return shape(
    "g",
    {},
    rect(ground, "pp-verdict-ground", 3),
    shape(
      "text",
      { class: "pp-verdict" },
      ...texts.map((text, index) => shape("tspan", { x, y: top + index * VERDICT.line }, text)),
    ),
  );
}

/** About as wide as the text is drawn: a picture can't measure, Chinese is as wide as it is high. */
function inkWidth(text: string): number {
  const wide = text.match(/[\u2e80-\uffff]/g)?.length ?? 0;
  return wide * VERDICT.wide + (text.length - wide) * VERDICT.narrow;
}

/** Addresses that nothing known holds, where the line ends in the middle of the VPC. */
function strangers({ path, layout, sent }: Drawing): readonly Shape[] {
  return path.hops.flatMap((hop) => {
    if (hop.kind !== "unknown" || hop.role !== "destination") return [];
    const { x, y, width, height } = layout.vpc;
    const at = { x: x + width / 2, y: y + height / 2 };
    const tone = sent ? toneOf(hop, path) : "quiet";
    return [
      shape(
        "g",
        { class: `pp-stranger pp-is-${tone}` },
        shape("text", { class: "pp-verdict", x: at.x, y: at.y - 22 }, shorten(hop.address, FITS.address)),
        mark(at, tone),
      ),
    ];
  });
}

function tie({ path, layout, words }: Drawing): Shape {
  return shape(
    "g",
    {},
    shape("path", { class: "pp-tie", d: pathData(layout.tie) }),
    shape(
      "text",
      { class: "pp-tie-words", x: layout.tieLabel.x, y: layout.tieLabel.y },
      put(words.sameGroup, "group", sharedGroup(path) ?? ""),
    ),
  );
}

function packet(d: string, travelMs: number): Shape {
  const style = { "offset-path": `path("${d}")`, "--pp-travel": `${travelMs}ms` };
  return { ...shape("circle", { class: "pp-packet", r: 7 }), style };
}

const MARKS: Readonly<Partial<Record<Tone | "aside", string>>> = {
  passed: "M-4 0 L-1 3.4 L4.4 -3.4",
  stopped: "M-3.4 -3.4 L3.4 3.4 M3.4 -3.4 L-3.4 3.4",
  doubt: "M-2.6 -2.4 A2.6 2.6 0 1 1 0 0.4 L0 1.6 M0 4.6 L0 4.7",
};

/** A tick, a cross or a question mark: colour is never the only sign. */
function mark({ x, y }: Point, tone: Tone | "aside"): Shape | null {
  const d = MARKS[tone];
  if (d === undefined) return null;
  return shape(
    "g",
    { class: "pp-mark", transform: `translate(${x} ${y})` },
    shape("circle", { r: 10 }),
    shape("path", { d }),
  );
}

function rect({ x, y, width, height }: Box, name: string, rx: number): Shape {
  return shape("rect", { class: name, x, y, width, height, rx });
}

function lines(at: Point, texts: readonly string[], name: string): Shape {
  const line = (text: string, index: number) =>
    shape("tspan", { x: at.x, y: at.y + index * 18, class: index === 0 ? "pp-strong" : "" }, text);
  return shape("text", { class: name, "text-anchor": "middle" }, ...texts.map(line));
}

function vpcLabel({ vpc, name }: Layout): Point {
  return name === "wide"
    ? { x: vpc.x + vpc.width / 2, y: vpc.y + vpc.height - 40 }
    : { x: vpc.x + vpc.width * 0.72, y: vpc.y + 25 };
}

function boxAround({ x, y }: Point, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** What shows itself when the packet comes by. */
function later(ms: number, attributes: Shape["attributes"], ...children: readonly (Shape | null)[]): Shape {
  return { ...shape("g", attributes, ...children), style: { "--pp-delay": `${Math.round(ms)}ms` } };
}

/** How much of its way the packet has behind it when it comes to a hop, 0–1: its place among the hops reached. */
function shareOfTravel(hop: Hop | undefined, { hops }: DrawnPath): number {
  const reached = hops.filter(
    (each) => each.reached && each.kind !== "vpc" && !("role" in each && each.role === "carrier"),
  );
  const place = hop === undefined ? -1 : reached.indexOf(hop);
  return place < 0 ? 0 : place / Math.max(1, reached.length - 1);
}
