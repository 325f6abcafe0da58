import { CloudError } from "./errors.ts";

export type Kind = "string" | "integer" | "float" | "boolean" | "list" | "object";

/** How one member of a request is read and what it may be. */
export interface Schema<T> {
  readonly kind: Kind;
  /** Of a list. */
  readonly element?: Schema<unknown>;
  /** Of an object. */
  readonly members?: Readonly<Record<string, Schema<unknown> | Required<unknown>>>;
  /** @param at the member's place in the request, for the message: `Filters.0.Name` */
  read(value: unknown, at: string): T;
}

export interface Required<T> {
  readonly required: Schema<T>;
}

type Members = Readonly<Record<string, Schema<unknown> | Required<unknown>>>;

type RequiredNames<M extends Members> = { [K in keyof M]: M[K] extends Required<unknown> ? K : never }[keyof M];

type Read<M extends Members> = {
  readonly [K in RequiredNames<M>]: M[K] extends Required<infer T> ? T : never;
} & {
  readonly [K in Exclude<keyof M, RequiredNames<M>>]?: M[K] extends Schema<infer T> ? T : never;
};

export type ReadBy<S> = S extends Schema<infer T> ? T : never;

export function required<T>(schema: Schema<T>): Required<T> {
  return { required: schema };
}

/** Numbers are taken too: official examples and real clients mix `"3"` and `3` freely. docs/facts.md#numeric-strings */
export function text(): Schema<string> {
  return {
    kind: "string",
    read(value, at) {
      if (typeof value === "string") return value;
      if (typeof value === "number") return String(value);
      throw wrongType(at, "a string");
    },
  };
}

/** One of the values, case ignored, given back as listed. */
export function oneOf<const T extends string>(...values: readonly T[]): Schema<T> {
  const string = text();
  return {
    kind: "string",
    read(value, at) {
      const given = string.read(value, at);
      const known = values.find((each) => each.toLowerCase() === given.toLowerCase());
      if (known !== undefined) return known;
      throw new CloudError(
        "InvalidParameterValue",
        `\`${at}\` is \`${given}\`; it must be one of ${values.join(", ")}.`,
      );
    },
  };
}

export function integer(): Schema<number> {
  return {
    kind: "integer",
    read(value, at) {
      const number = typeof value === "string" && /^-?\d+$/.test(value) ? Number(value) : value;
      if (typeof number === "number" && Number.isSafeInteger(number)) return number;
      throw wrongType(at, "an integer");
    },
  };
}

export function flag(): Schema<boolean> {
  return {
    kind: "boolean",
    read(value, at) {
      if (typeof value === "boolean") return value;
      if (typeof value === "string" && /^(true|false)$/i.test(value)) return value.toLowerCase() === "true";
      throw wrongType(at, "a boolean");
    },
  };
}

export function list<T>(element: Schema<T>): Schema<readonly T[]> {
  return {
    kind: "list",
    element,
    read(value, at) {
      if (!Array.isArray(value)) throw wrongType(at, "a list");
      return value.map((each: unknown, index) => element.read(each, `${at}.${index}`));
    },
  };
}

/** Absent and `null` are the same; a member that isn't known is refused. */
export function struct<M extends Members>(members: M): Schema<Read<M>> {
  const known = Object.entries(members).map(([name, member]) => ({
    name,
    needed: "required" in member,
    schema: "required" in member ? member.required : member,
  }));
  return {
    kind: "object",
    members,
    read(value, at) {
      if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrongType(at, "an object");
      const given = value as Readonly<Record<string, unknown>>;
      const inside = at === "" ? "" : `${at}.`;
      const unknown = Object.keys(given).find((name) => !Object.hasOwn(members, name));
      if (unknown !== undefined) {
        throw new CloudError("UnknownParameter", `The parameter \`${inside}${unknown}\` is not recognized.`);
      }
      const result: Record<string, unknown> = {};
      for (const { name, needed, schema } of known) {
        const member = Object.hasOwn(given, name) ? (given[name] ?? undefined) : undefined;
        if (member !== undefined) result[name] = schema.read(member, inside + name);
        else if (needed) throw missing(inside + name);
      }
      return result as Read<M>;
    },
  };
}

/**
 * A member that the cloud knows and this sandbox doesn't serve: taken when it says nothing (`false`, `""`, `[]`, `{}`),
 * refused otherwise, so that nobody believes it had an effect.
 *
 * @param instead what to do
 */
export function unserved(kind: Kind, instead: string): Schema<undefined> {
  return {
    kind,
    ...(kind === "list" ? { element: anything("object") } : {}),
    read(value, at) {
      if (saysNothing(value)) return undefined;
      throw new CloudError("UnsupportedOperation", `\`${at}\` is not served by this sandbox: ${instead}`);
    },
  };
}

/** A member that is taken and has no effect here, because what it speaks of (billing, disks) doesn't exist here. */
export function anything(kind: Kind): Schema<unknown> {
  return {
    kind,
    ...(kind === "list" ? { element: { kind: "object", read: (value) => value } } : {}),
    read: (value) => value,
  };
}

export function missing(at: string): CloudError {
  return new CloudError("MissingParameter", `The request is missing a required parameter \`${at}\`.`);
}

function saysNothing(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return !value;
  return Object.values(value).every(saysNothing);
}

function wrongType(at: string, wanted: string): CloudError {
  return new CloudError(
    "InvalidParameter",
    `The value type of parameter \`${at}\` is not valid: it must be ${wanted}.`,
  );
}
