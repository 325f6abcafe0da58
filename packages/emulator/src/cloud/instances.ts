import { CloudError } from "./errors.ts";
import { looksLikeId } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import type { EniRecord, InstanceRecord } from "./records.ts";
import type { CloudTables } from "./tables.ts";
import { primaryEniOf } from "./views/instance.ts";

export interface FoundInstance {
  readonly instance: InstanceRecord;
  readonly eni: EniRecord;
}

/** Instances and their primary interfaces, in the order asked for. CVM has codes of its own for ids that are wrong. */
export function findInstances(tables: CloudTables, ids: readonly string[]): readonly FoundInstance[] {
  checkInstanceIds(ids);
  return [...new Set(ids)].map((id) => {
    const instance = tables.instances.get(id);
    const eni = primaryEniOf(id, tables);
    if (instance === undefined || eni === undefined) {
      throw new CloudError("InvalidInstanceId.NotFound", `The instance \`${id}\` doesn't exist.`);
    }
    return { instance, eni };
  });
}

export function checkInstanceIds(ids: readonly string[]): void {
  if (ids.length > LIMITS.IDS_PER_REQUEST) {
    const limit = LIMITS.IDS_PER_REQUEST;
    throw new CloudError("InvalidParameterValue.LimitExceeded", `\`InstanceIds\` may have ${limit} ids.`);
  }
  const wrong = ids.find((id) => !looksLikeId("ins", id));
  if (wrong === undefined) return;
  throw new CloudError(
    "InvalidInstanceId.Malformed",
    `\`InstanceIds\` has \`${wrong}\`; an id looks like ins-xlsyru2j.`,
  );
}

export function checkGroupIds(tables: CloudTables, ids: readonly string[]): readonly string[] {
  for (const id of ids) {
    if (!looksLikeId("sg", id)) throw new CloudError("InvalidSgId.Malformed", `\`${id}\` is no security group id.`);
    if (tables.securityGroups.get(id) === undefined) {
      throw new CloudError("InvalidSecurityGroupId.NotFound", `The security group \`${id}\` doesn't exist.`);
    }
  }
  return [...new Set(ids)];
}

export function bindInstanceGroups(tables: CloudTables, eni: EniRecord, groupIds: readonly string[]): void {
  if (groupIds.length > LIMITS.GROUPS_PER_INTERFACE) {
    throw new CloudError(
      "LimitExceeded.AssociateUSGLimitExceeded",
      `An instance may have ${LIMITS.GROUPS_PER_INTERFACE} security groups, not ${groupIds.length}.`,
    );
  }
  tables.enis.put({ ...eni, securityGroupIds: groupIds });
}
