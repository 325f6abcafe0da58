import { describe, expect, test } from "vitest";
import { type Action, SERVICES } from "../src/cloud/action.ts";
import { ACTIONS } from "../src/cloud/actions/index.ts";
import { COMMON_CODES } from "../src/cloud/errors.ts";
import type { Kind, Schema } from "../src/cloud/schema.ts";
import { callEveryAction } from "./every-action.ts";
import { createLab } from "./lab.ts";
import { type Model, type ModelMember, modelOf, modelsPresent } from "./models.ts";

/** Required by the model, and left out by clients that work all the same. */
const LOOSER_THAN_THE_MODEL: readonly string[] = [
  "ClusterBasicSettings.AutoUpgradeClusterLevel.IsAutoUpgrade", // the Terraform provider: docs/facts.md#provider-cluster
];

/** Refused always: the add-on that there is can't be installed, and no other is served. */
const NEVER_SUCCEEDS: readonly string[] = ["InstallAddon"];

const KINDS: Readonly<Record<ModelMember["type"], Kind>> = {
  string: "string",
  int: "integer",
  bool: "boolean",
  float: "float",
  list: "list",
  object: "object",
};

const named = ACTIONS.map((action) => [`${SERVICES[action.service].product} ${action.name}`, action] as const);

// The models are the vendor's and not ours to ship: without them these tests say so by name.
describe.skipIf(!modelsPresent())("against the vendor's models, looked for in ../shared/api", () => {
  test.each(named)("%s: takes the members that the model lists, and no others", (_, { service, name, request }) => {
    const model = modelOf(service);
    const action = model.actions[name];
    expect(action, "the model has this action").toBeDefined();
    expect(differences(request, action!.input, model, "")).toEqual([]);
  });

  test.each(named)(
    "%s: answers with codes that the model lists, or with common ones",
    (_, { service, name, errors }) => {
      const listed = modelOf(service).actions[name]!.errors ?? [];
      expect(errors.filter((code) => !listed.includes(code) && !COMMON_CODES.has(code))).toEqual([]);
    },
  );

  test("every answer has every member that the model lists, of its type, and no others", async () => {
    const lab = createLab();
    const answers = await callEveryAction(lab);
    await lab.emulator.close();
    const wrong = answers.flatMap(({ service, action, answer }) => {
      const model = modelOf(service);
      return misshapen(answer, model.actions[action]!.output, model, action);
    });
    expect([...new Set(wrong)]).toEqual([]);
    expect(lab.log).toEqual([]);
    const called = new Set(answers.map(({ service, action }) => `${service} ${action}`));
    expect(ACTIONS.filter((each) => !called.has(`${each.service} ${each.name}`)).map((each) => each.name)).toEqual(
      NEVER_SUCCEEDS,
    );
  });
});

/** What of an object's schema isn't as in the model. */
function differences(schema: Schema<unknown>, objectName: string, model: Model, at: string): readonly string[] {
  if (schema.members === undefined) return []; // refused or taken as a whole
  const members = model.objects[objectName]!.members;
  const extra = Object.keys(schema.members).filter((name) => !members.some((member) => member.name === name));
  return [
    ...extra.map((name) => `${at}${name}: not in the model`),
    ...members.flatMap((member) => memberDifferences(schema.members![member.name], member, model, at + member.name)),
  ];
}

function memberDifferences(
  own: Schema<unknown> | { readonly required: Schema<unknown> } | undefined,
  member: ModelMember,
  model: Model,
  at: string,
): readonly string[] {
  if (own === undefined) return [`${at}: not known`];
  const needed = "required" in own;
  const schema = needed ? own.required : own;
  const found: string[] = [];
  if (needed !== (member.required === true) && !LOOSER_THAN_THE_MODEL.includes(at))
    found.push(`${at}: ${needed ? "required" : "optional"}, unlike in the model`);
  if (schema.kind !== KINDS[member.type]) found.push(`${at}: ${schema.kind} instead of ${member.type}`);
  if (member.type === "object") found.push(...differences(schema, member.member, model, `${at}.`));
  if (member.type === "list" && schema.element !== undefined) {
    const isObject = model.objects[member.member] !== undefined;
    if (isObject !== (schema.element.kind === "object")) found.push(`${at}: its elements are ${schema.element.kind}`);
    if (isObject) found.push(...differences(schema.element, member.member, model, `${at}.`));
  }
  return found;
}

/** What of an answer isn't as in the model; null may stand for any object or list. */
function misshapen(value: unknown, objectName: string, model: Model, at: string): readonly string[] {
  const given = value as Readonly<Record<string, unknown>>;
  const members = model.objects[objectName]!.members;
  const extra = Object.keys(given).filter((name) => !members.some((member) => member.name === name));
  return [
    ...extra.map((name) => `${at}.${name}: not in the model`),
    ...members.flatMap((member) => misshapenMember(given[member.name], member, model, `${at}.${member.name}`)),
  ];
}

function misshapenMember(value: unknown, { type, member }: ModelMember, model: Model, at: string): readonly string[] {
  if (value === undefined) return [`${at}: missing`];
  if (value === null) return [];
  switch (type) {
    case "list":
      if (!Array.isArray(value)) return [`${at}: no list`];
      return value.flatMap((each: unknown) => (model.objects[member] ? misshapen(each, member, model, at) : []));
    case "object":
      return typeof value === "object" ? misshapen(value, member, model, at) : [`${at}: no object`];
    case "int":
      return Number.isInteger(value) ? [] : [`${at}: no integer`];
    case "float":
      return typeof value === "number" ? [] : [`${at}: no number`];
    case "bool":
      return typeof value === "boolean" ? [] : [`${at}: no boolean`];
    case "string":
      return typeof value === "string" ? [] : [`${at}: no string`];
    default:
      return type satisfies never;
  }
}

test("an action's name and service are its own", () => {
  const keys = ACTIONS.map((action: Action) => `${SERVICES[action.service].version} ${action.name}`);
  expect(new Set(keys).size).toBe(keys.length);
});
