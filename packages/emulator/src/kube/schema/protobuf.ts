import { decodeUtf8Loosely, encodeBase64 } from "../../text.ts";
import { KubeError } from "../kube-error.ts";
import type { ObjectType, Schema, Types } from "./schema.ts";

/** Go clients, kubectl since 1.33 among them, send objects of the built-in kinds like this. */
export const PROTOBUF = "application/vnd.kubernetes.protobuf";

/** First bytes of every object: `k8s` and a zero. */
const MAGIC = [0x6b, 0x38, 0x73, 0x00];

/**
 * Reads an object in Kubernetes' protobuf form into what it would be as JSON. Values that the sender's language can't leave
 * out (zeros, empty texts) come to nothing, as they do in its JSON.
 *
 * @throws KubeError UnsupportedMediaType for a kind whose form isn't known here, BadRequest for broken bytes
 * @source k8s.io/apimachinery/pkg/runtime/serializer/protobuf
 */
export function decodeProtobuf(body: Uint8Array, types: Types): Record<string, unknown> {
  if (!MAGIC.every((byte, index) => body[index] === byte)) throw broken();
  const envelope = readMessage(body.subarray(MAGIC.length));
  const [typeMeta] = envelope.get(1) ?? [];
  const [raw = new Uint8Array()] = envelope.get(2) ?? [];
  const names = typeMeta instanceof Uint8Array ? readMessage(typeMeta) : new Map<number, Value[]>();
  const apiVersion = textOf(names.get(1)?.[0]);
  const kind = textOf(names.get(2)?.[0]);
  const type = types.get(kind);
  if (type === undefined || !(raw instanceof Uint8Array)) {
    throw new KubeError("UnsupportedMediaType", `this server reads ${kind} as application/json only`);
  }
  return { apiVersion, kind, ...objectOf(raw, type, types) };
}

function broken(): KubeError {
  return new KubeError("BadRequest", "the body of the request isn't a protobuf object of Kubernetes");
}

type Value = number | Uint8Array;

/** Fields by number, in the order of their coming. */
function readMessage(bytes: Uint8Array): Map<number, Value[]> {
  const fields = new Map<number, Value[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at];
      if (byte === undefined || shift > 63n) throw broken();
      at += 1;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(BigInt.asIntN(64, value));
    }
  };
  const take = (length: number): Uint8Array => {
    if (length < 0 || at + length > bytes.length) throw broken();
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const value = valueOf(tag % 8, varint, take);
    const earlier = fields.get(number);
    if (earlier === undefined) fields.set(number, [value]);
    else earlier.push(value);
  }
  return fields;
}

function valueOf(wireType: number, varint: () => number, take: (length: number) => Uint8Array): Value {
  switch (wireType) {
    case 0:
      return varint();
    case 1:
      return take(8);
    case 2:
      return take(varint());
    case 5:
      return take(4);
    default:
      throw broken();
  }
}

function objectOf(bytes: Uint8Array, type: ObjectType, types: Types): Record<string, unknown> {
  const message = readMessage(bytes);
  const result: Record<string, unknown> = {};
  for (const [number, inner] of type.inlined) {
    const [value] = message.get(number) ?? [];
    if (value instanceof Uint8Array) Object.assign(result, objectOf(value, types.get(inner)!, types));
  }
  for (const [name, { schema, number }] of type.fields) {
    const values = number === undefined ? undefined : message.get(number);
    const read = values === undefined ? undefined : fieldOf(values, schema, types);
    if (read !== undefined) result[name] = read;
  }
  return result;
}

/** Undefined: nothing that JSON would show. */
function fieldOf(values: readonly Value[], schema: Schema, types: Types): unknown {
  if (schema.kind === "list") {
    return values.map((value) => single(value, schema.of, types) ?? zeroOf(schema.of));
  }
  if (schema.kind === "map") {
    return Object.fromEntries(
      values.map((value) => {
        const entry = readMessage(bytesOf(value));
        const item = entry.get(2)?.[0];
        return [
          textOf(entry.get(1)?.[0]),
          (item === undefined ? undefined : single(item, schema.of, types)) ?? zeroOf(schema.of),
        ];
      }),
    );
  }
  return single(values.at(-1)!, schema, types);
}

function single(value: Value, schema: Schema, types: Types): unknown {
  switch (schema.kind) {
    case "string": {
      const text = textOf(value);
      return text === "" && !schema.optional ? undefined : text;
    }
    case "integer":
      return value === 0 && !schema.optional ? undefined : value;
    case "boolean":
      return value === 0 && !schema.optional ? undefined : value !== 0;
    case "bytes":
      return encodeBase64(bytesOf(value));
    case "quantity":
      return textOf(readMessage(bytesOf(value)).get(1)?.[0]);
    case "integer-or-string": {
      const choice = readMessage(bytesOf(value));
      return choice.get(1)?.[0] === 1 ? textOf(choice.get(3)?.[0]) : (choice.get(2)?.[0] ?? 0);
    }
    case "time":
      return timeOf(readMessage(bytesOf(value)));
    case "reference":
      return objectOf(bytesOf(value), types.get(schema.type)!, types);
    default:
      return undefined; // of no known form
  }
}

/** Stands in a list or a map, where nothing can't. */
function zeroOf(schema: Schema): unknown {
  if (schema.kind === "integer") return 0;
  return schema.kind === "boolean" ? false : "";
}

function timeOf(message: ReadonlyMap<number, readonly Value[]>): string | undefined {
  const [seconds] = message.get(1) ?? [];
  const [nanos = 0] = message.get(2) ?? [];
  if (typeof seconds !== "number" || typeof nanos !== "number") return undefined;
  const iso = new Date(seconds * 1000 + nanos / 1e6).toISOString();
  return nanos === 0 ? iso.replace(".000Z", "Z") : iso.replace("Z", "000Z");
}

function bytesOf(value: Value): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw broken();
}

function textOf(value: Value | undefined): string {
  return value instanceof Uint8Array ? decodeUtf8Loosely(value) : "";
}
