import type { Cloud } from "../cloud.ts";
import type { Change } from "../diff.ts";
import type { JsonObject } from "../json.ts";

/**
 * How one type of resource lives in the cloud: the calls that the Terraform provider would make for it. Inputs and what
 * is read back have the SDK's property names.
 */
export interface ResourceHandler {
  readonly type: string;
  /** Dotted paths of properties that cannot be changed in place. */
  readonly immutable: readonly string[];
  /** Ids of things that could be the one a killed run asked for: same name, same place. */
  find(cloud: Cloud, inputs: JsonObject): Promise<readonly string[]>;
  /** Answers as soon as the cloud gave an id. */
  create(cloud: Cloud, inputs: JsonObject): Promise<string>;
  /** Waits until others may build on it. */
  settle(cloud: Cloud, id: string): Promise<void>;
  /** Null: it is gone. */
  read(cloud: Cloud, id: string, inputs: JsonObject): Promise<JsonObject | null>;
  /** What of `inputs` is not so in `actual`. */
  drift(inputs: JsonObject, actual: JsonObject): readonly Change[];
  /** Makes it as `inputs` say; `changes` are the paths that are not so yet. */
  update(cloud: Cloud, id: string, inputs: JsonObject, changes: readonly Change[]): Promise<void>;
  /** Answers when it is gone; a thing that is gone already is no error. */
  remove(cloud: Cloud, id: string, inputs: JsonObject): Promise<void>;
}
