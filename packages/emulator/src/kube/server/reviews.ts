import { KubeError } from "../kube-error.ts";
import { isObject } from "../schema/decode.ts";
import { isAllowed, type User } from "./access.ts";

/** Answers `kubectl auth can-i`, `auth can-i --list` and `auth whoami`. */
export function review(name: string, body: unknown, user: User): object {
  const object = isObject(body) ? body : {};
  switch (name) {
    case "selfsubjectreviews":
      return { ...object, status: { userInfo: { username: user, groups: [groupOf(user), "system:authenticated"] } } };
    case "selfsubjectaccessreviews":
      return { ...object, status: accessOf(object["spec"], user) };
    case "selfsubjectrulesreviews":
      return { ...object, spec: object["spec"] ?? {}, status: rulesOf(user) };
    default:
      throw new KubeError("NotFound", "the server could not find the requested resource");
  }
}

function groupOf(user: User): string {
  return user === "learner" ? "system:masters" : "podpath:graders";
}

function accessOf(spec: unknown, user: User): object {
  const attributes = isObject(spec) && isObject(spec["resourceAttributes"]) ? spec["resourceAttributes"] : {};
  const read = (field: string): string => textIn(attributes, field);
  const plain = isObject(spec) && isObject(spec["nonResourceAttributes"]) ? spec["nonResourceAttributes"] : null;
  const verb = plain === null ? read("verb") : textIn(plain, "verb");
  const [resource = "", named] = read("resource").split("/");
  const subresource = read("subresource") === "" ? (named ?? "") : read("subresource");
  const allowed = isAllowed(user, { verb, resource, subresource });
  return { allowed, ...(allowed ? {} : { reason: `${user} may only read, and run commands in Pods` }) };
}

function textIn(object: Readonly<Record<string, unknown>>, field: string): string {
  const value = object[field];
  return typeof value === "string" ? value : "";
}

function rulesOf(user: User): object {
  const everything = { apiGroups: ["*"], resources: ["*"] };
  const plain = [{ verbs: ["get"], nonResourceURLs: ["*"] }];
  const resourceRules =
    user === "learner"
      ? [{ verbs: ["*"], ...everything }]
      : [
          { verbs: ["get", "list", "watch"], ...everything },
          { verbs: ["create"], apiGroups: [""], resources: ["pods/exec"] },
        ];
  return { resourceRules, nonResourceRules: plain, incomplete: false };
}
