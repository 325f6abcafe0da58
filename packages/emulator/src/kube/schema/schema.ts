/**
 * What an object may hold, field by field: enough to refuse a misspelt field, to merge lists as kubectl expects, to read
 * what Go programs send as protobuf, and to answer `kubectl explain`.
 */
export type Schema =
  | { readonly kind: "number" | "any" | "integer-or-string" | "quantity" | "time" | "bytes" }
  /** `optional`: zero, false or empty isn't the same as absent. */
  | { readonly kind: "string" | "integer" | "boolean"; readonly optional: boolean }
  | { readonly kind: "list"; readonly of: Schema; readonly mergeKey?: string }
  | { readonly kind: "map"; readonly of: Schema }
  | { readonly kind: "reference"; readonly type: string };

export interface Field {
  readonly schema: Schema;
  readonly doc: string;
  /** Field number in the protobuf encoding; absent: the field isn't read from there. */
  readonly number?: number;
}

export interface ObjectType {
  readonly name: string;
  readonly doc: string;
  readonly fields: ReadonlyMap<string, Field>;
  /** Messages whose fields JSON shows as the object's own, by their number. */
  readonly inlined: ReadonlyMap<number, string>;
}

export type Types = ReadonlyMap<string, ObjectType>;

const SCALARS: Readonly<Record<string, Schema>> = {
  string: { kind: "string", optional: false },
  "string?": { kind: "string", optional: true },
  int: { kind: "integer", optional: false },
  "int?": { kind: "integer", optional: true },
  bool: { kind: "boolean", optional: false },
  "bool?": { kind: "boolean", optional: true },
  number: { kind: "number" },
  any: { kind: "any" },
  "int|string": { kind: "integer-or-string" },
  quantity: { kind: "quantity" },
  time: { kind: "time" },
  bytes: { kind: "bytes" },
};

interface Line {
  readonly name: string;
  readonly field: Field;
}

/** Stands for the fields of another type. */
const INLINE = "...";

/**
 * Reads tables such as
 *
 *     Toleration  what a Pod puts up with
 *       key=1      string       taint key; 1 is its number in protobuf
 *       seconds=5  int?         zero isn't the same as absent
 *       values     [string]     a list
 *       labels     {string}     a map
 *       ports      [Port]/port  a list that strategic merge patches merge by `port`
 *       ...=2      Other        the fields of another type, which protobuf keeps apart
 *
 * @throws on a line that isn't of this form, or a type that no table describes
 */
export function parseTypes(...tables: readonly string[]): Types {
  const parsed = new Map(blocksOf(tables.join("\n")).map((block) => [block.name, block]));
  const types = new Map<string, ObjectType>();
  for (const { name, doc, lines } of parsed.values()) {
    const inlined = new Map<number, string>();
    const fields = new Map<string, Field>();
    for (const line of lines) {
      const { schema, number } = line.field;
      requireKnown(schema, parsed, name);
      if (line.name !== INLINE || schema.kind !== "reference" || number === undefined)
        fields.set(line.name, line.field);
      else {
        inlined.set(number, schema.type);
        for (const inner of parsed.get(schema.type)!.lines)
          fields.set(inner.name, { schema: inner.field.schema, doc: inner.field.doc });
      }
    }
    types.set(name, { name, doc, fields, inlined });
  }
  return types;
}

interface Block {
  readonly name: string;
  readonly doc: string;
  readonly lines: readonly Line[];
}

function blocksOf(text: string): readonly Block[] {
  return text
    .split(/\n(?=\S)/)
    .map((block) => block.split("\n").filter((line) => line.trim() !== ""))
    .filter((lines) => lines.length > 0)
    .map(([head = "", ...lines]) => {
      const [, name = "", doc = ""] = /^(\w+)\s*(.*)$/.exec(head) ?? [];
      return { name, doc, lines: lines.map(parseLine) };
    });
}

function parseLine(line: string): Line {
  const [, name, number, type, doc = ""] = /^ {2}([\w.]+)(?:=(\d+))?\s+(\S+)\s*(.*)$/.exec(line) ?? [];
  if (name === undefined || type === undefined) throw new Error(`not a field: ${line}`);
  return { name, field: { schema: parseType(type), doc, ...(number === undefined ? {} : { number: Number(number) }) } };
}

function parseType(text: string): Schema {
  const list = /^\[(.+)\](?:\/(\w+))?$/.exec(text);
  if (list !== null)
    return { kind: "list", of: parseType(list[1]!), ...(list[2] === undefined ? {} : { mergeKey: list[2] }) };
  const map = /^\{(.+)\}$/.exec(text);
  if (map !== null) return { kind: "map", of: parseType(map[1]!) };
  return SCALARS[text] ?? { kind: "reference", type: text };
}

function requireKnown(schema: Schema, types: ReadonlyMap<string, unknown>, where: string): void {
  if (schema.kind === "list" || schema.kind === "map") requireKnown(schema.of, types, where);
  if (schema.kind === "reference" && !types.has(schema.type)) throw new Error(`${where}: no type ${schema.type}`);
}
