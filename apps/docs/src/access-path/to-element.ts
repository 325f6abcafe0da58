import type { Shape } from "@podpath/access-path/drawing";
import { createElement, type CSSProperties, type ReactElement } from "react";

/** A drawn shape as React's element; attributes are SVG's there and React's here. */
export function toElement({ tag, attributes, style, children }: Shape): ReactElement {
  const props: Record<string, unknown> = Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [reactName(name), value]),
  );
  if (style !== undefined) props["style"] = reactStyle(style);
  const inner = children.map((child) => (typeof child === "string" ? child : toElement(child)));
  return createElement(tag, props, ...inner);
}

/** `text-anchor` → `textAnchor`; ARIA keeps its hyphen. */
function reactName(name: string): string {
  if (name === "class") return "className";
  return name.startsWith("aria-") ? name : camelCase(name);
}

function reactStyle(style: Readonly<Record<string, string>>): CSSProperties {
  return Object.fromEntries(
    Object.entries(style).map(([name, value]) => [name.startsWith("--") ? name : camelCase(name), value]),
  );
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
