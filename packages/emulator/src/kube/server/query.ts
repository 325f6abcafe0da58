/** The part of a URL after the question mark, decoded. */
export interface Query {
  /** The first value of that name; undefined: none. */
  one(name: string): string | undefined;
  all(name: string): readonly string[];
  /** `true` and `1` are true. */
  flag(name: string): boolean;
}

export function parseQuery(query: string): Query {
  const values = new Map<string, string[]>();
  for (const part of query.split("&").filter((text) => text !== "")) {
    const at = part.indexOf("=");
    const [name, value] = at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
    values.set(decoded(name), [...(values.get(decoded(name)) ?? []), decoded(value)]);
  }
  return {
    one: (name) => values.get(name)?.[0],
    all: (name) => values.get(name) ?? [],
    flag: (name) => ["true", "1"].includes(values.get(name)?.[0] ?? ""),
  };
}

/** A stray `%` stays as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
