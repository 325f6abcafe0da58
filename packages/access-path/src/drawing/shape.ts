/** A picture as data, in SVG's own words: whoever shows it makes elements or text of it. */
export interface Shape {
  readonly tag: "svg" | "g" | "rect" | "path" | "circle" | "text" | "tspan";
  readonly attributes: Readonly<Record<string, string | number>>;
  /** Custom properties and what belongs with them: `{ "--pp-delay": "0ms" }`. */
  readonly style?: Readonly<Record<string, string>>;
  readonly children: readonly (Shape | string)[];
}

type Children = readonly (Shape | string | null)[];

export function shape(tag: Shape["tag"], attributes: Shape["attributes"], ...children: Children): Shape {
  return { tag, attributes, children: children.filter((child) => child !== null) };
}

/** The picture as a piece of HTML or SVG. Every text and attribute is escaped. */
export function printSvg({ tag, attributes, style, children }: Shape): string {
  const all = [...Object.entries(attributes), ...(style === undefined ? [] : [["style", printStyle(style)] as const])];
  const list = all.map(([name, value]) => ` ${name}="${escapeMarkup(`${value}`)}"`);
  const inner = children.map((child) => (typeof child === "string" ? escapeMarkup(child) : printSvg(child)));
  return `<${tag}${list.join("")}>${inner.join("")}</${tag}>`;
}

function printStyle(style: Readonly<Record<string, string>>): string {
  return Object.entries(style)
    .map(([name, value]) => `${name}:${value}`)
    .join(";");
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text that may stand between tags or inside quotes. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}
