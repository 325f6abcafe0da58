import { KubeError } from "../kube-error.ts";
import type { ResourceRoute } from "./route.ts";

export type User = "learner" | "grader";

export type Verb = "get" | "list" | "watch" | "create" | "update" | "patch" | "delete" | "deletecollection";

/** Something that somebody wants to do. */
export interface Attempt {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

const READING = new Set(["get", "list", "watch"]);

/**
 * The learner may do everything; the grader may look, and run commands in Pods, which is how it probes.
 *
 * @source docs/facts.md#lab-users
 */
export function isAllowed(
  user: User,
  { verb, resource, subresource }: Pick<Attempt, "verb" | "resource" | "subresource">,
): boolean {
  if (user === "learner") return true;
  return READING.has(verb) || (resource === "pods" && subresource === "exec" && verb === "create");
}

/** @throws KubeError Forbidden */
export function requireAllowed(user: User, attempt: Attempt): void {
  if (isAllowed(user, attempt)) return;
  const { verb, group, resource, subresource, namespace, name } = attempt;
  const what = subresource === "" ? resource : `${resource}/${subresource}`;
  const subject = group === "" ? resource : `${resource}.${group}`;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace "${namespace}"`;
  const named = name === "" ? subject : `${subject} "${name}"`;
  throw new KubeError(
    "Forbidden",
    `${named} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${group}" ${where}`,
    { ...(name === "" ? {} : { name }), ...(group === "" ? {} : { group }), kind: resource },
  );
}

/** @throws KubeError MethodNotAllowed */
export function verbOf(method: string, route: ResourceRoute, watching: boolean): Verb {
  const collection = route.name === null;
  switch (method) {
    case "GET":
    case "HEAD":
      if (watching) return "watch";
      return collection ? "list" : "get";
    case "POST":
      return "create";
    case "PUT":
      return "update";
    case "PATCH":
      return "patch";
    case "DELETE":
      return collection ? "deletecollection" : "delete";
    default:
      throw new KubeError("MethodNotAllowed", "the server does not allow this method on the requested resource");
  }
}
