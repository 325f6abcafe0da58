import type { Rule } from "../snapshot.ts";
import { fieldsOf, importLists, isTemplateGroup, listAt, objectAt, textOf } from "./fields.ts";
import type { ImportedRules, RuleFields } from "./fields.ts";

/** Properties of `tencentcloud_security_group_rule_set`: Terraform's names, or the Pulumi bridge's. */
export type RuleSetStyle = "terraform" | "pulumi";

/** One rule's properties; absent ones are left out. */
export type RuleSetEntry = Readonly<Record<string, string>>;

/** Terraform has blocks `ingress` and `egress`, Pulumi lists `ingresses` and `egresses`. */
export type RuleSetProperties = Readonly<Record<string, readonly RuleSetEntry[]>>;

const LISTS = {
  terraform: { ingress: "ingress", egress: "egress" },
  pulumi: { ingress: "ingresses", egress: "egresses" },
} as const satisfies Record<RuleSetStyle, Readonly<Record<"ingress" | "egress", string>>>;

/**
 * Read the properties of a rule set, in either style or a mixture, as `terraform show -json` and a Pulumi state have them.
 *
 * @throws ImportError
 */
export function fromRuleSet(json: unknown): ImportedRules {
  const set = objectAt(json, "rule set");
  const list = (direction: "ingress" | "egress") =>
    (["terraform", "pulumi"] as const).flatMap((style) => {
      const name = LISTS[style][direction];
      return listAt(set[name], name).map((item, index) => {
        const at = `${name}[${index}]`;
        return { at, fields: entryFields(objectAt(item, at)) };
      });
    });
  return importLists({ ingress: list("ingress"), egress: list("egress") });
}

function entryFields(entry: Readonly<Record<string, unknown>>): RuleFields {
  const field = (...names: string[]) =>
    names.flatMap((name) => [textOf(entry[name]), textOf(entry[camelCase(name)])]).find((text) => text !== "") ?? "";
  return {
    action: field("action"),
    protocol: field("protocol"),
    port: field("port"),
    serviceTemplate: field("service_template_id", "service_template_group"),
    cidr: field("cidr_block"),
    cidr6: field("ipv6_cidr_block"),
    group: field("source_security_id"),
    addressTemplate: field("address_template_id", "address_template_group"),
    description: field("description"),
  };
}

/** The properties for lists. `fromRuleSet` reads them back. */
export function toRuleSet(
  lists: { readonly ingress: readonly Rule[]; readonly egress: readonly Rule[] },
  style: RuleSetStyle,
): RuleSetProperties {
  const { ingress, egress } = LISTS[style];
  return {
    [ingress]: lists.ingress.map((rule) => toEntry(rule, style)),
    [egress]: lists.egress.map((rule) => toEntry(rule, style)),
  };
}

function toEntry(rule: Rule, style: RuleSetStyle): RuleSetEntry {
  const { action, protocol, port, serviceTemplate, cidr, cidr6, group, addressTemplate, description } = fieldsOf(rule);
  const members: readonly [string, string][] = [
    ["action", action],
    ["protocol", protocol],
    ["port", port],
    [isTemplateGroup(serviceTemplate) ? "service_template_group" : "service_template_id", serviceTemplate],
    ["cidr_block", cidr],
    ["ipv6_cidr_block", cidr6],
    ["source_security_id", group],
    [isTemplateGroup(addressTemplate) ? "address_template_group" : "address_template_id", addressTemplate],
    ["description", description],
  ];
  const present = members.filter(([, value]) => value !== "");
  return Object.fromEntries(present.map(([name, value]) => [style === "pulumi" ? camelCase(name) : name, value]));
}

/** `ipv6_cidr_block` → `ipv6CidrBlock`. */
function camelCase(name: string): string {
  return name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The rule set as a Terraform resource, ready to paste. */
export function printTerraform(
  lists: { readonly ingress: readonly Rule[]; readonly egress: readonly Rule[] },
  resource: { readonly name: string; readonly securityGroupId: string },
): string {
  const blocks = (["ingress", "egress"] as const).flatMap((direction) =>
    lists[direction].map((rule) => `\n${printTerraformRule(rule, direction)}`),
  );
  const head = `resource "tencentcloud_security_group_rule_set" ${quote(resource.name)} {\n`;
  return `${head}  security_group_id = ${quote(resource.securityGroupId)}\n${blocks.join("")}}\n`;
}

/** One rule's block inside such a resource. Its place among the blocks of its direction is its index. */
export function printTerraformRule(rule: Rule, direction: "ingress" | "egress"): string {
  const entries = Object.entries(toEntry(rule, "terraform"));
  const width = Math.max(...entries.map(([name]) => name.length));
  const rows = entries.map(([name, value]) => `    ${name.padEnd(width)} = ${quote(value)}`);
  return `  ${direction} {\n${rows.join("\n")}\n  }\n`;
}

/** A string literal of the HCL language, in which `${` and `%{` would start an expression. */
function quote(text: string): string {
  return JSON.stringify(text).replace(/[$%]\{/g, (start) => `${start[0]}${start}`);
}
