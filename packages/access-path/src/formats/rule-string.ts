import type { Rule } from "../snapshot.ts";
import { fieldsOf } from "./fields.ts";

/**
 * The rule as `ACTION#peer#ports#PROTOCOL`, a service template as `ACTION#peer##ppm-…`: what `tencentcloud_security_group_lite_rule`
 * and many scripts use. It has no place for a description. `parseRule` reads it.
 */
export function printRuleString(rule: Rule): string {
  const { action, protocol, port, serviceTemplate, cidr, cidr6, group, addressTemplate } = fieldsOf(rule);
  return [action, cidr || cidr6 || group || addressTemplate, port, serviceTemplate || protocol].join("#");
}
