import { CloudError } from "./errors.ts";
import { looksLikeId } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { integer, list, required, struct, text } from "./schema.ts";

export interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

/** What an item has under a filter's name; a value of the filter must be equal to one of these, or, where `fuzzy`, part of one. */
export interface FilterBy<T> {
  readonly values: (item: T) => readonly string[];
  readonly fuzzy?: boolean;
}

export interface Queried<T> {
  readonly total: number;
  readonly page: readonly T[];
}

/** Several filters are "and", several values of one are "or". A filter's name may carry a tag's key: `tag:owner`. */
export function applyFilters<T>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  known: Readonly<Record<string, FilterBy<T>>>,
  tagsOf: (item: T) => Readonly<Record<string, string>> = () => ({}),
): readonly T[] {
  return (filters ?? []).reduce<readonly T[]>((left, filter) => {
    const by = filterBy(filter.Name, known, tagsOf);
    const matches = (own: string) =>
      filter.Values.some((value) => (by.fuzzy === true ? own.includes(value) : own === value));
    return left.filter((item) => by.values(item).some(matches));
  }, items);
}

function filterBy<T>(
  name: string,
  known: Readonly<Record<string, FilterBy<T>>>,
  tagsOf: (item: T) => Readonly<Record<string, string>>,
): FilterBy<T> {
  if (name === "tag-key") return { values: (item) => Object.keys(tagsOf(item)) };
  if (name.startsWith("tag:")) {
    const key = name.slice(4);
    return { values: (item) => (Object.hasOwn(tagsOf(item), key) ? [tagsOf(item)[key]!] : []) };
  }
  if (Object.hasOwn(known, name)) return known[name]!;
  const names = Object.keys(known).join(", ");
  throw new CloudError(
    "InvalidParameter.FilterInvalidKey",
    `The filter \`${name}\` is not served; there are ${names}.`,
  );
}

export function filtersSchema() {
  return list(struct({ Name: required(text()), Values: required(list(text())) }));
}

/** Members that every paged action has; numbers or numeric strings, whichever its model says. */
export function pageSchema(kind: "string" | "integer") {
  const schema = { ...integer(), kind };
  return { Offset: schema, Limit: schema };
}

/** 20 entries unless told, 100 at most; a limit of 0 asks for the default. */
export function paginate<T>(
  items: readonly T[],
  page: { readonly Offset?: number; readonly Limit?: number },
): Queried<T> {
  const offset = page.Offset ?? 0;
  const limit = page.Limit || 20;
  if (offset < 0) throw new CloudError("InvalidParameterValue.Range", `\`Offset\` is ${offset}; it can't be negative.`);
  if (limit < 0 || limit > LIMITS.PAGE) {
    throw new CloudError("InvalidParameterValue.Range", `\`Limit\` is ${limit}; it must be from 1 to ${LIMITS.PAGE}.`);
  }
  return { total: items.length, page: items.slice(offset, offset + limit) };
}

/**
 * Ids or filters, never both. Ids that have the wrong form are `Malformed`, well-formed ones that don't exist
 * `ResourceNotFound`.
 */
export function byIds<T>(
  items: readonly T[],
  ids: readonly string[] | undefined,
  filters: readonly Filter[] | undefined,
  kind: { readonly member: string; readonly prefix: string; readonly what: string; readonly idOf: (item: T) => string },
): readonly T[] {
  if (ids === undefined || ids.length === 0) return items;
  if (filters !== undefined && filters.length > 0) {
    throw new CloudError("InvalidParameter.Coexist", `\`${kind.member}\` and \`Filters\` can't be used together.`);
  }
  checkIds(ids, kind.member, kind.prefix);
  return [...new Set(ids)].map((id) => {
    const item = items.find((each) => kind.idOf(each) === id);
    if (item === undefined) {
      throw new CloudError("ResourceNotFound", `The ${kind.what} \`${id}\` doesn't exist in this account and region.`);
    }
    return item;
  });
}

export function checkIds(ids: readonly string[], member: string, prefix: string): void {
  if (ids.length > LIMITS.IDS_PER_REQUEST) {
    throw new CloudError(
      "InvalidParameterValue.LimitExceeded",
      `\`${member}\` may have ${LIMITS.IDS_PER_REQUEST} ids.`,
    );
  }
  for (const id of ids) checkId(id, member, prefix);
}

export function checkId(id: string, member: string, prefix: string): void {
  if (looksLikeId(prefix, id)) return;
  throw new CloudError(
    "InvalidParameterValue.Malformed",
    `\`${member}\` is \`${id}\`; an id here looks like ${prefix}-f49l6u0z.`,
  );
}

export function checkName(name: string, member: string, limit: number = LIMITS.NAME_CHARACTERS): void {
  if (name === "") throw new CloudError("InvalidParameterValue.Empty", `\`${member}\` must not be empty.`);
  checkLength(name, member, limit);
}

export function checkLength(value: string, member: string, limit: number): void {
  if (Array.from(value).length <= limit) return;
  throw new CloudError("InvalidParameterValue.TooLong", `\`${member}\` may have ${limit} characters.`);
}
