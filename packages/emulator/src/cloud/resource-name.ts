import { CloudError } from "./errors.ts";
import type { CloudTables } from "./tables.ts";

/**
 * Id of the resource that a six-segment name means: `qcs::vpc:ap-guangzhou:uin/100000000001:sg/sg-ohuuioma`.
 *
 * @throws CloudError
 */
export function resourceIdOf(name: string): string {
  const match = /^qcs:[^:]*:[a-z]+:[^:]*:[^:]*:[\w-]+\/([\w-]+)$/.exec(name);
  if (match !== null) return match[1]!;
  const shape = "qcs::vpc:ap-guangzhou:uin/100000000001:sg/sg-ohuuioma";
  throw new CloudError("InvalidParameterValue", `\`${name}\` is no six-segment resource name such as ${shape}.`);
}

/** Does the account have anything with this id that can carry tags? */
export function resourceExists(id: string, tables: CloudTables): boolean {
  return Object.entries(tables).some(([name, table]) => name !== "tags" && table.get(id) !== undefined);
}
