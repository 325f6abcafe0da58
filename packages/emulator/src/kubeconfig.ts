import type { ClusterRecord } from "./cloud/records.ts";
import { CloudError } from "./cloud/errors.ts";
import type { Endpoints } from "./emulator.ts";
import { encodeBase64 } from "./text.ts";

/**
 * kubeconfig (YAML) that reaches the cluster as this user. Written by hand: every value is a URL, an id or base64, none of
 * which YAML reads as anything but a string.
 *
 * @throws CloudError ResourceUnavailable until a server listens
 */
export function kubeconfigText(
  endpoints: Endpoints | null,
  cluster: Pick<ClusterRecord, "id" | "tokens">,
  user: "learner" | "grader",
): string {
  if (endpoints === null)
    throw new CloudError("ResourceUnavailable", "The Kubernetes API isn't listening yet; try again.");
  const context = `${cluster.id}-${user}`;
  return `apiVersion: v1
kind: Config
clusters:
- name: ${cluster.id}
  cluster:
    server: ${endpoints.kubeUrl}
    certificate-authority-data: ${encodeBase64(endpoints.kubeCaPem)}
users:
- name: ${context}
  user:
    token: ${cluster.tokens[user]}
contexts:
- name: ${context}
  context:
    cluster: ${cluster.id}
    user: ${context}
current-context: ${context}
`;
}
