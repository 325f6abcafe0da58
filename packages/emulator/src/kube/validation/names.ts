import type { KubeObject } from "../cluster-objects.ts";
import type { Cause } from "../kube-error.ts";
import type { NameRule } from "../resources/definition.ts";
import { invalidValue, required } from "./causes.ts";

const LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const SUBDOMAIN = `${LABEL}(\\.${LABEL})*`;
const LABEL_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
const QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
const VALUE = `(${QUALIFIED})?`;

interface Rule {
  readonly pattern: RegExp;
  readonly maxLength: number;
  readonly detail: string;
}

/** @source k8s.io/apimachinery/pkg/util/validation */
const RULES: Readonly<Record<NameRule, Rule>> = {
  "dns-label": {
    pattern: new RegExp(`^${LABEL}$`),
    maxLength: 63,
    detail:
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
      `(e.g. 'my-name',  or '123-abc', regex used for validation is '${LABEL}')`,
  },
  "dns-subdomain": {
    pattern: new RegExp(`^${SUBDOMAIN}$`),
    maxLength: 253,
    detail:
      "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
      `(e.g. 'example.com', regex used for validation is '${SUBDOMAIN}')`,
  },
  "dns-1035-label": {
    pattern: new RegExp(`^${LABEL_1035}$`),
    maxLength: 63,
    detail:
      "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character " +
      `(e.g. 'my-name',  or 'abc-123', regex used for validation is '${LABEL_1035}')`,
  },
  "path-segment": { pattern: /^(?!\.{1,2}$)[^/%]+$/, maxLength: 253, detail: "may not contain '/' or '%'" },
};

export function nameCauses(field: string, name: string, rule: NameRule): readonly Cause[] {
  const { pattern, maxLength, detail } = RULES[rule];
  if (name === "") return [required(field)];
  if (name.length > maxLength) return [invalidValue(field, name, `must be no more than ${maxLength} characters`)];
  return pattern.test(name) ? [] : [invalidValue(field, name, detail)];
}

const LABEL_VALUE_DETAIL =
  "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  `(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`;
const LABEL_KEY_DETAIL =
  "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
  `(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`;

export function labelCauses(field: string, labels: Readonly<Record<string, string>> | undefined): readonly Cause[] {
  return Object.entries(labels ?? {}).flatMap(([key, value]) => {
    const causes: Cause[] = isQualifiedName(key) ? [] : [invalidValue(field, key, LABEL_KEY_DETAIL)];
    if (value.length > 63) causes.push(invalidValue(field, value, "must be no more than 63 characters"));
    else if (!new RegExp(`^${VALUE}$`).test(value)) causes.push(invalidValue(field, value, LABEL_VALUE_DETAIL));
    return causes;
  });
}

function isQualifiedName(key: string): boolean {
  const parts = key.split("/");
  const name = parts.at(-1)!;
  const prefixFits = parts.length === 1 || (parts.length === 2 && RULES["dns-subdomain"].pattern.test(parts[0]!));
  return prefixFits && name.length <= 63 && new RegExp(`^${QUALIFIED}$`).test(name);
}

/** Limit of all annotations together, bytes of UTF-16 counted as characters. @source k8s.io/apimachinery TotalAnnotationSizeLimitB */
const ANNOTATIONS_LIMIT = 256 * 1024;

export function metadataCauses({ metadata }: KubeObject, rule: NameRule): readonly Cause[] {
  const size = Object.entries(metadata.annotations ?? {}).reduce(
    (sum, [key, value]) => sum + key.length + value.length,
    0,
  );
  return [
    ...nameCauses("metadata.name", metadata.name, rule),
    ...labelCauses("metadata.labels", metadata.labels),
    ...Object.keys(metadata.annotations ?? {})
      .filter((key) => !isQualifiedName(key))
      .map((key) => invalidValue("metadata.annotations", key, LABEL_KEY_DETAIL)),
    ...(size > ANNOTATIONS_LIMIT
      ? [
          {
            reason: "FieldValueTooLong",
            field: "metadata.annotations",
            message: `Too long: must have at most ${ANNOTATIONS_LIMIT} bytes`,
          } as const,
        ]
      : []),
  ];
}
