import { MockMonitor } from "@pulumi/pulumi/runtime/mocks.js";
import { deserializeProperties } from "@pulumi/pulumi/runtime/rpc.js";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import type { Applied, Wanted } from "../apply.ts";
import type { JsonObject } from "../json.ts";

type Answer = (error: unknown, response?: unknown) => void;

const NO_MOCKS = {
  newResource: () => {
    throw new Error("Every resource is answered by EngineMonitor.");
  },
  call: ({ token }: { readonly token: string }) => {
    throw new Error(`The embedded engine has no function '${token}'.`);
  },
};

/**
 * The engine's side of Pulumi's protocol, in this process. Pulumi's own mock monitor does all but the one thing that
 * matters: here a registered resource is made in a cloud.
 */
export class EngineMonitor extends MockMonitor {
  private readonly register: (wanted: Wanted) => Promise<Applied>;
  private readonly seen = new Set<string>();

  constructor(register: (wanted: Wanted) => Promise<Applied>) {
    super(NO_MOCKS);
    this.register = register;
  }

  /** URNs of all resources of the cloud that the program has registered. */
  registered(): ReadonlySet<string> {
    return this.seen;
  }

  override async registerResource(request: RegisterResourceRequest, answer: Answer): Promise<void> {
    try {
      const result = await this.answerTo(request);
      const mocks = { ...NO_MOCKS, newResource: () => result };
      await new MockMonitor(mocks).registerResource(request, answer);
    } catch (error) {
      answer(error);
    }
  }

  /** Outputs of components and of the stack: the stack's are what the program returns. */
  override registerResourceOutputs(_request: unknown, answer: Answer): void {
    answer(null, {});
  }

  private async answerTo(request: RegisterResourceRequest): Promise<{ id: string | undefined; state: JsonObject }> {
    const [type, name] = [request.getType(), request.getName()];
    const inputs: JsonObject = deserializeProperties(request.getObject()!);
    if (!request.getCustom()) return { id: undefined, state: inputs };
    if (type.startsWith("pulumi:providers:")) return { id: name, state: inputs };
    const urn = this["newUrn"](request.getParent(), type, name) as string;
    if (this.seen.has(urn)) throw new Error(`Two resources have the same type and name: ${urn}`);
    this.seen.add(urn);
    const dependencies = request.getDependenciesList();
    const { id, properties } = await this.register({ urn, type, name, inputs, dependencies });
    return { id, state: properties };
  }
}
