/** Places in the drawing, in its own units. Two of them: nodes side by side, and on a phone one above the other. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export type NodeKey = "a" | "b";

export interface Layout {
  readonly name: "wide" | "tall";
  readonly width: number;
  readonly height: number;
  readonly node: Readonly<Record<NodeKey, Box>>;
  readonly nodeLabel: Readonly<Record<NodeKey, Point>>;
  readonly nodeLabelAnchor: Readonly<Record<NodeKey, "start" | "end">>;
  readonly vpc: Box;
  readonly podA: Box;
  /** Where Pod B stands, by the node it is on. */
  readonly podB: Readonly<Record<NodeKey, Box>>;
  /** The node's own programs. */
  readonly host: Readonly<Record<NodeKey, Point>>;
  /** Centres of the interfaces, on the node's border. */
  readonly secondary: Readonly<Record<NodeKey, Point>>;
  readonly primary: Readonly<Record<NodeKey, Point>>;
  readonly gate: { readonly width: number; readonly height: number };
  /** From the centre of an interface to where its verdict is written. */
  readonly verdictOffset: Readonly<Record<NodeKey, Point>>;
  /** Corners of the line that joins the two interfaces when one group is bound to both. */
  readonly tie: readonly Point[];
  /** The middle of what is written beside that line. */
  readonly tieLabel: Point;
  /** On the way from one Pod to the other inside node A. */
  readonly bend: readonly Point[];
}

export const WIDE: Layout = {
  name: "wide",
  width: 780,
  height: 272,
  node: { a: { x: 8, y: 12, width: 254, height: 252 }, b: { x: 518, y: 12, width: 254, height: 252 } },
  nodeLabel: { a: { x: 26, y: 38 }, b: { x: 754, y: 38 } },
  nodeLabelAnchor: { a: "start", b: "end" },
  vpc: { x: 340, y: 64, width: 100, height: 184 },
  podA: { x: 26, y: 62, width: 134, height: 66 },
  podB: { a: { x: 26, y: 170, width: 134, height: 66 }, b: { x: 620, y: 62, width: 134, height: 66 } },
  host: { a: { x: 176, y: 204 }, b: { x: 604, y: 204 } },
  secondary: { a: { x: 262, y: 95 }, b: { x: 518, y: 95 } },
  primary: { a: { x: 262, y: 204 }, b: { x: 518, y: 204 } },
  gate: { width: 122, height: 54 },
  verdictOffset: { a: { x: 0, y: 46 }, b: { x: 0, y: 46 } },
  tie: [
    { x: 292, y: 68 },
    { x: 292, y: 38 },
    { x: 488, y: 38 },
    { x: 488, y: 68 },
  ],
  tieLabel: { x: 390, y: 28 },
  bend: [
    { x: 182, y: 95 },
    { x: 182, y: 203 },
  ],
};

export const TALL: Layout = {
  name: "tall",
  width: 360,
  height: 620,
  node: { a: { x: 12, y: 12, width: 336, height: 196 }, b: { x: 12, y: 412, width: 336, height: 196 } },
  nodeLabel: { a: { x: 28, y: 38 }, b: { x: 28, y: 594 } },
  nodeLabelAnchor: { a: "start", b: "start" },
  vpc: { x: 28, y: 282, width: 304, height: 56 },
  podA: { x: 28, y: 56, width: 142, height: 66 },
  podB: { a: { x: 190, y: 56, width: 142, height: 66 }, b: { x: 28, y: 496, width: 142, height: 66 } },
  host: { a: { x: 261, y: 152 }, b: { x: 261, y: 470 } },
  secondary: { a: { x: 99, y: 208 }, b: { x: 99, y: 412 } },
  primary: { a: { x: 261, y: 208 }, b: { x: 261, y: 412 } },
  gate: { width: 142, height: 52 },
  verdictOffset: { a: { x: 0, y: 48 }, b: { x: 0, y: -42 } },
  tie: [
    { x: 170, y: 214 },
    { x: 182, y: 214 },
    { x: 182, y: 406 },
    { x: 170, y: 406 },
  ],
  tieLabel: { x: 270, y: 370 },
  bend: [],
};

export function centreOf(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
