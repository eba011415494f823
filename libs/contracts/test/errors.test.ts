import { readFile } from "node:fs/promises";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ERRORS, type ErrorCode, problemSchema, schemaFault, TroupeError } from "../src/index.js";

const codes = Object.keys(ERRORS) as ErrorCode[];

/** Rows of the page's table: code, status, title, retryable, when and what to do. */
async function documented(): Promise<string[][]> {
  const page = await readFile(new URL("../../../docs/errors.md", import.meta.url), "utf8");
  return page
    .split("\n")
    .filter((line) => /^\| `[A-Z_]+` \|/.test(line))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}

describe("the catalogue of errors", () => {
  test("docs/errors.md lists every code as it is, and no other", async () => {
    const rows = await documented();
    const said = rows.map(([code, status, title, retryable]) => ({
      code: code?.replaceAll("`", ""),
      status: Number(status),
      title,
      retryable: retryable === "yes",
    }));
    expect(said).toEqual(codes.map((code) => ({ code, ...ERRORS[code] })));
    for (const row of rows) {
      expect(row).toHaveLength(5);
      expect(row[4]).toMatch(/\w{3,}/);
    }
  });
  test("an error that is printed shows what it has, and nothing of what it has not", () => {
    expect(inspect(new TroupeError("NOT_FOUND", "gone", { hint: "troupe ps" }))).toContain("hint: 'troupe ps'");
    expect(inspect(new TroupeError("NOT_FOUND", "gone"))).not.toContain("undefined");
  });
  test("entries are HTTP errors with titles of their own", () => {
    for (const code of codes) {
      expect(ERRORS[code].status).toBeGreaterThanOrEqual(400);
      expect(ERRORS[code].status).toBeLessThan(600);
    }
    expect(new Set(codes.map((code) => ERRORS[code].title)).size).toBe(codes.length);
  });
  test("every code becomes a problem that fits the schema", () => {
    for (const code of codes) {
      const error = new TroupeError(code, "what happened", {
        hint: "troupe doctor",
        errors: [{ pointer: "/type", message: "wrong" }],
      });
      const problem = error.toProblem("0af7651916cd43dd8448eb211c80319c");
      expect(problemSchema.parse(problem)).toEqual(problem);
      expect(problem).toMatchObject({ code, status: error.status, title: ERRORS[code].title, detail: "what happened" });
      expect(problem.type).toMatch(/^urn:troupe:error:[a-z]+(-[a-z]+)*$/);
      expect(error.retryable).toBe(ERRORS[code].retryable);
    }
  });
  test("extensions cannot rewrite the trace, and a cause is kept", () => {
    const cause = new Error("below");
    const error = new TroupeError("CONFLICT", "differs", {
      cause,
      extensions: { consumers: ["a"], traceId: "forged" },
    });
    expect(error.cause).toBe(cause);
    expect(error.toProblem("t-1")).toMatchObject({ consumers: ["a"], traceId: "t-1" });
  });
});

describe("what a validator says", () => {
  test("names what is allowed, and what is not, in bounds", () => {
    expect(schemaFault("must be one of", { allowedValues: ["travel", 2, null] })).toBe(
      "must be one of: travel, 2, null",
    );
    expect(schemaFault("must be equal to constant", { allowedValue: { a: 1 } })).toBe(
      'must be equal to constant: {"a":1}',
    );
    expect(schemaFault("must NOT have more", { additionalProperty: "size" })).toBe("must NOT have more: size");
    expect(schemaFault("must be string", { type: "string" })).toBe("must be string");
    expect(schemaFault()).toBe("does not fit");
    const many = schemaFault("must be one of", { allowedValues: Array.from({ length: 500 }, (_, i) => `v${i}`) });
    expect(many).toHaveLength("must be one of: ".length + 201);
  });
});
