import type { AccessPath, FilterHop, Hop } from "@podpath/access-path";
import type { CSSProperties, ReactNode } from "react";
import { fill, type Messages } from "../messages/messages.ts";
import { toneOf } from "./describe.ts";
import type { Box, Layout, NodeKey, Point } from "./layout.ts";
import type { Scene } from "./scene.ts";
import { lengthOf, nodeKey, pathData, podBox, trackOf } from "./track.ts";

interface Props {
  readonly scene: Scene;
  readonly path: AccessPath;
  readonly layout: Layout;
  readonly messages: Messages;
  /** Before the packet is sent the drawing gives nothing away. */
  readonly sent: boolean;
}

/** Milliseconds a packet takes for 100 units of the drawing. */
const MS_PER_100_UNITS = 190;

/**
 * The access path as a picture: Pod A, its interface, the VPC, Pod B's interface, Pod B. Hidden from screen readers: the list
 * of hops beside it says the same in words.
 */
export function Drawing({ scene, path, layout, messages, sent }: Props): ReactNode {
  const track = trackOf(path, scene, layout);
  const travelMs = Math.round((lengthOf(track.travelled) * MS_PER_100_UNITS) / 100);
  const show = { scene, path, layout, messages, sent };
  return (
    <svg className={`pp-drawing pp-${layout.name}`} viewBox={`0 0 ${layout.width} ${layout.height}`} aria-hidden="true">
      <NodeBox {...show} node="a" />
      <NodeBox {...show} node="b" />
      <Rect box={layout.vpc} className="pp-vpc" radius={14} />
      <Words at={vpcLabel(layout)} lines={[messages.vpc, scene.snapshot.vpc.cidrs.join(" ")]} className="pp-small" />
      {sharedGroup(path) !== null && layout.tie.length > 0 && <Tie {...show} />}
      <path className="pp-line pp-ahead" d={pathData(sent ? track.ahead : [...track.travelled, ...track.ahead])} />
      {sent && <path className="pp-line pp-travelled" d={pathData(track.travelled)} />}
      <Gates {...show} travelMs={travelMs} />
      <Pod {...show} uid={scene.podA.uid} name={messages.podA} travelMs={travelMs} />
      <Pod {...show} uid={scene.podB.uid} name={messages.podB} travelMs={travelMs} />
      {sent && <Packet d={pathData(track.travelled)} travelMs={travelMs} />}
    </svg>
  );
}

type Show = Props;

function NodeBox({ scene, layout, messages, node }: Show & { readonly node: NodeKey }): ReactNode {
  const { address } = node === "a" ? scene.nodeA : scene.nodeB;
  const at = layout.nodeLabel[node];
  return (
    <g>
      <Rect box={layout.node[node]} className="pp-node" radius={10} />
      <text className="pp-small" x={at.x} y={at.y} textAnchor={layout.nodeLabelAnchor[node]}>
        <tspan className="pp-strong">{node === "a" ? messages.nodeA : messages.nodeB}</tspan> {address}
      </text>
    </g>
  );
}

function Pod({ scene, path, layout, sent, uid, name, travelMs }: Show & PodOfDrawing): ReactNode {
  const box = podBox(uid, scene, layout);
  const pod = uid === scene.podA.uid ? scene.podA : scene.podB;
  const hop = path.hops.find((each) => each.kind === "pod" && each.podUid === uid);
  const tone = sent && hop !== undefined ? toneOf(hop, path) : "quiet";
  return (
    <g className={`pp-pod pp-is-${tone}`} style={delay(travelMs)}>
      <Rect box={box} className="pp-pod-box" radius={8} />
      <text className="pp-strong" x={box.x + 16} y={box.y + 29}>
        {name}
      </text>
      <text className="pp-mono" x={box.x + 16} y={box.y + 51}>
        {pod.addresses[0]}
      </text>
      <Mark at={{ x: box.x + box.width, y: box.y }} tone={tone} />
    </g>
  );
}

interface PodOfDrawing {
  readonly uid: string;
  readonly name: string;
  readonly travelMs: number;
}

/** All four interfaces; those the flow doesn't meet stay faint. */
function Gates(show: Show & { readonly travelMs: number }): ReactNode {
  const places = [
    { primary: false, node: "a" },
    { primary: true, node: "a" },
    { primary: false, node: "b" },
    { primary: true, node: "b" },
  ] as const;
  return places.map(({ primary, node }) => {
    const hop = show.path.hops.find(
      (each): each is FilterHop =>
        each.kind === "filter" && each.primary === primary && nodeKey(each.nodeName, show.scene) === node,
    );
    return <Gate key={`${node}${primary}`} {...show} hop={hop ?? null} primary={primary} node={node} />;
  });
}

interface GateOfDrawing {
  readonly hop: FilterHop | null;
  readonly primary: boolean;
  readonly node: NodeKey;
  readonly travelMs: number;
}

function Gate({ path, layout, messages, sent, hop, primary, node, travelMs }: Show & GateOfDrawing): ReactNode {
  const at = layout[primary ? "primary" : "secondary"][node];
  const tone = hop === null ? "aside" : sent ? toneOf(hop, path) : "quiet";
  const box = boxAround(at, layout.gate.width, layout.gate.height);
  const offset = layout.verdictOffset[node];
  return (
    <g className={`pp-gate pp-is-${tone}`} style={delay(travelMs * shareOfTravel(hop, path))}>
      <Rect box={box} className="pp-gate-box" radius={6} />
      <Words
        at={{ x: at.x, y: at.y - 5 }}
        lines={[gateTitle(hop, primary, node, messages), primary ? messages.eth0 : messages.eth1]}
        className="pp-gate-words"
      />
      {hop !== null && sent && hop.reached && (
        <text className="pp-verdict" x={at.x + offset.x} y={at.y + offset.y}>
          {verdictWords(hop, messages)}
        </text>
      )}
      <Mark at={{ x: box.x + box.width, y: box.y }} tone={tone} />
    </g>
  );
}

function gateTitle(hop: FilterHop | null, primary: boolean, node: NodeKey, messages: Messages): string {
  const group = primary ? messages.nodeGroup : node === "a" ? messages.sg1 : messages.sg2;
  if (hop === null) return group;
  return `${group} ${hop.direction === "ingress" ? messages.ingress : messages.egress}`;
}

/** The decision in two or three words. */
export function verdictWords({ verdict }: FilterHop, messages: Messages): string {
  switch (verdict.kind) {
    case "unfiltered":
      return messages.verdictUnfiltered;
    case "implicit-drop":
      return messages.verdictImplicit;
    case "rule":
      return fill(verdict.action === "accept" ? messages.verdictAccept : messages.verdictDrop, { index: verdict.rule });
    default:
      return verdict satisfies never;
  }
}

/** The id of the group that both interfaces of the path have, when each has that one alone. */
export function sharedGroup(path: AccessPath): string | null {
  const [first, second] = path.hops.filter((hop): hop is FilterHop => hop.kind === "filter");
  if (first === undefined || second === undefined) return null;
  const same = first.groupIds.length === 1 && first.groupIds[0] === second.groupIds[0] && second.groupIds.length === 1;
  return same ? first.groupIds[0]! : null;
}

function Tie({ path, layout, messages }: Show): ReactNode {
  const [, left, right] = layout.tie as readonly [Point, Point, Point, Point];
  return (
    <g>
      <path className="pp-tie" d={pathData(layout.tie)} />
      <text className="pp-tie-words" x={(left.x + right.x) / 2} y={left.y - 10}>
        {fill(messages.sameGroup, { group: sharedGroup(path) ?? "" })}
      </text>
    </g>
  );
}

function Packet({ d, travelMs }: { readonly d: string; readonly travelMs: number }): ReactNode {
  const style = { offsetPath: `path("${d}")`, "--pp-travel": `${travelMs}ms` } as CSSProperties;
  return <circle className="pp-packet" r={7} style={style} />;
}

/** A tick or a cross: colour is never the only sign. */
function Mark({ at, tone }: { readonly at: Point; readonly tone: string }): ReactNode {
  if (tone !== "passed" && tone !== "stopped") return null;
  return (
    <g className="pp-mark" transform={`translate(${at.x} ${at.y})`}>
      <circle r={10} />
      <path d={tone === "passed" ? "M-4 0 L-1 3.4 L4.4 -3.4" : "M-3.4 -3.4 L3.4 3.4 M3.4 -3.4 L-3.4 3.4"} />
    </g>
  );
}

function Rect({
  box,
  className,
  radius,
}: {
  readonly box: Box;
  readonly className: string;
  readonly radius: number;
}): ReactNode {
  return <rect className={className} x={box.x} y={box.y} width={box.width} height={box.height} rx={radius} />;
}

function Words({
  at,
  lines,
  className,
}: {
  readonly at: Point;
  readonly lines: readonly string[];
  readonly className: string;
}): ReactNode {
  return (
    <text className={className} textAnchor="middle">
      {lines.map((line, index) => (
        <tspan key={line} x={at.x} y={at.y + index * 18} className={index === 0 ? "pp-strong" : ""}>
          {line}
        </tspan>
      ))}
    </text>
  );
}

function vpcLabel({ vpc, name }: Layout): Point {
  return name === "wide"
    ? { x: vpc.x + vpc.width / 2, y: vpc.y + vpc.height - 40 }
    : { x: vpc.x + vpc.width * 0.72, y: vpc.y + 25 };
}

function boxAround({ x, y }: Point, width: number, height: number): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

function delay(ms: number): CSSProperties {
  return { "--pp-delay": `${Math.round(ms)}ms` } as CSSProperties;
}

/** How much of its way the packet has behind it when it comes to a hop, 0–1: its place among the hops reached. */
function shareOfTravel(hop: Hop | null, path: AccessPath): number {
  const reached = path.hops.filter(
    (each) => each.reached && each.kind !== "vpc" && !("role" in each && each.role === "carrier"),
  );
  const place = hop === null ? -1 : reached.indexOf(hop);
  return place < 0 ? 0 : place / Math.max(1, reached.length - 1);
}
