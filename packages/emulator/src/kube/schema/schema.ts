/**
 * What an object may hold, field by field: enough to refuse a misspelt field, to merge lists as kubectl expects, and to
 * answer `kubectl explain`.
 */
export type Schema =
  | { readonly kind: "string" | "integer" | "number" | "boolean" | "any" | "integer-or-string" | "quantity" }
  | { readonly kind: "list"; readonly of: Schema; readonly mergeKey?: string }
  | { readonly kind: "map"; readonly of: Schema }
  | { readonly kind: "reference"; readonly type: string };

export interface Field {
  readonly schema: Schema;
  readonly doc: string;
}

export interface ObjectType {
  readonly name: string;
  readonly doc: string;
  readonly fields: ReadonlyMap<string, Field>;
}

export type Types = ReadonlyMap<string, ObjectType>;

const SCALARS: Readonly<Record<string, Schema>> = {
  string: { kind: "string" },
  int: { kind: "integer" },
  number: { kind: "number" },
  bool: { kind: "boolean" },
  any: { kind: "any" },
  "int|string": { kind: "integer-or-string" },
  quantity: { kind: "quantity" },
};

/**
 * Reads tables such as
 *
 *     Toleration  what a Pod puts up with
 *       key       string       taint key
 *       values    [string]     a list
 *       labels    {string}     a map
 *       ports     [Port]/port  a list that strategic merge patches merge by `port`
 *
 * @throws on a line that isn't of this form, or a type that no table describes
 */
export function parseTypes(...tables: readonly string[]): Types {
  const types = new Map<string, ObjectType>();
  for (const block of tables.join("\n").split(/\n(?=\S)/)) {
    const [head = "", ...lines] = block.split("\n").filter((line) => line.trim() !== "");
    if (head === "") continue;
    const [, name = "", doc = ""] = /^(\w+)\s*(.*)$/.exec(head) ?? [];
    types.set(name, { name, doc, fields: new Map(lines.map(parseField)) });
  }
  for (const type of types.values())
    for (const field of type.fields.values()) requireKnown(field.schema, types, type.name);
  return types;
}

function parseField(line: string): readonly [string, Field] {
  const [, name, type, doc = ""] = /^ {2}(\S+)\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || type === undefined) throw new Error(`not a field: ${line}`);
  return [name, { schema: parseType(type), doc }];
}

function parseType(text: string): Schema {
  const list = /^\[(.+)\](?:\/(\w+))?$/.exec(text);
  if (list !== null)
    return { kind: "list", of: parseType(list[1]!), ...(list[2] === undefined ? {} : { mergeKey: list[2] }) };
  const map = /^\{(.+)\}$/.exec(text);
  if (map !== null) return { kind: "map", of: parseType(map[1]!) };
  return SCALARS[text] ?? { kind: "reference", type: text };
}

function requireKnown(schema: Schema, types: Types, where: string): void {
  if (schema.kind === "list" || schema.kind === "map") requireKnown(schema.of, types, where);
  if (schema.kind === "reference" && !types.has(schema.type)) throw new Error(`${where}: no type ${schema.type}`);
}
