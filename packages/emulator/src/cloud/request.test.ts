import { expect, test } from "vitest";
import { queryParameters } from "./request.ts";
import { flag, integer, list, required, struct, text, unserved } from "./schema.ts";

test.each([
  ["", {}],
  ["Limit=10&Offset=0", { Limit: "10", Offset: "0" }],
  ["VpcIds.0=vpc-1&VpcIds.1=vpc-2", { VpcIds: ["vpc-1", "vpc-2"] }],
  ["Filters.0.Name=vpc-name&Filters.0.Values.0=%E5%AE%9E+%26", { Filters: [{ Name: "vpc-name", Values: ["实 &"] }] }],
  ["Values.10=b&Values.9=a", { Values: ["a", "b"] }],
  ["__proto__.polluted=yes", JSON.parse('{"__proto__":{"polluted":"yes"}}')],
])("the query %s means %j", (query, parameters) => {
  expect(queryParameters(query)).toEqual(parameters);
  expect({}).not.toHaveProperty("polluted");
});

test.each(["A=1&A.0=2", "A=%"])("the query %s is refused", (query) => {
  expect(() => queryParameters(query)).toThrow(expect.objectContaining({ code: "InvalidParameter" }));
});

const schema = struct({
  Id: required(text()),
  Count: integer(),
  Force: flag(),
  Names: list(text()),
  Inner: struct({ Deep: required(integer()) }),
  Gpu: unserved("object", "leave it out."),
});

test("numbers and booleans may be text, text may be a number, null is as good as absent", () => {
  expect(schema.read({ Id: 7, Count: "3", Force: "True", Names: null, Gpu: { A: [], B: "" } }, "")).toEqual({
    Id: "7",
    Count: 3,
    Force: true,
  });
});

// prettier-ignore
test.each([
  // what                      the request                              code                     the member named
  ["a missing member",         { Count: 1 },                            "MissingParameter",      "`Id`"],
  ["a missing member within",  { Id: "a", Inner: {} },                  "MissingParameter",      "`Inner.Deep`"],
  ["an unknown member",        { Id: "a", id: "b" },                    "UnknownParameter",      "`id`"],
  ["an inherited name",        JSON.parse('{"Id":"a","__proto__":1}'),  "UnknownParameter",      "`__proto__`"],
  ["an object for text",       { Id: {} },                              "InvalidParameter",      "`Id`"],
  ["a fraction",               { Id: "a", Count: 1.5 },                 "InvalidParameter",      "`Count`"],
  ["a number in a list",       { Id: "a", Names: [true] },              "InvalidParameter",      "`Names.0`"],
  ["a list for an object",     { Id: "a", Inner: [] },                  "InvalidParameter",      "`Inner`"],
  ["what isn't served",        { Id: "a", Gpu: { Count: 1 } },          "UnsupportedOperation",  "`Gpu`"],
])("%s is refused, and named", (_, request: unknown, code, named) => {
  expect(() => schema.read(request, "")).toThrow(expect.objectContaining({ code, message: expect.stringContaining(named) as string }));
});
