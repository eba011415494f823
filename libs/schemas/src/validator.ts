import { createHash } from "node:crypto";
import { type Fault, type JsonSchema, pointerBelow, schemaFault, TroupeError } from "@troupe/contracts";
import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { createBounded, TookTooLong } from "./bounded.js";
import { isCheapSchema } from "./domain/schema-cost.js";

const MAX_SCHEMA_BYTES = 256 * 1024;
const COMPILE_LIMIT_MS = 1000;
const CHECK_LIMIT_MS = 100;
/** Data of more JSON than this is checked under the time limit even by a cheap schema. */
const CHEAP_BYTES = 16 * 1024;
const MAX_FAULTS = 20;

/** Checks data against JSON Schemas (2020-12), compiled once each. */
export interface Validator {
  /** Faults of `data`, rooted at `/data`; none when it fits. Throws SCHEMA_INVALID for a schema that cannot be used. */
  check(schema: JsonSchema, data: unknown, textBytes: number): Fault[];
}

interface Compiled {
  readonly validate: ValidateFunction;
  readonly cheap: boolean;
}

/**
 * No schema reaches the network or another tenant's: nothing is loaded and no `$id` is kept. At most `capacity` are held
 * compiled, the least recent leave.
 */
export function createValidator(capacity = 500): Validator {
  const bounded = createBounded();
  const hashes = new WeakMap<JsonSchema, string>();
  const compiled = new Map<string, Compiled | Error>();

  const hashOf = (schema: JsonSchema): string => {
    let hash = hashes.get(schema);
    if (hash === undefined) {
      hash = createHash("sha256").update(JSON.stringify(schema)).digest("base64");
      hashes.set(schema, hash);
    }
    return hash;
  };

  const compiledOf = (schema: JsonSchema): Compiled | Error => {
    const hash = hashOf(schema);
    const found = compiled.get(hash) ?? compile(schema, bounded);
    compiled.delete(hash);
    compiled.set(hash, found);
    if (compiled.size > capacity) compiled.delete(compiled.keys().next().value as string);
    return found;
  };

  return {
    check(schema, data, textBytes) {
      const found = compiledOf(schema);
      if (found instanceof Error) throw unusable(found);
      const { validate, cheap } = found;
      const run = () => validate(data);
      try {
        const fits = cheap && textBytes <= CHEAP_BYTES ? run() : bounded(run, CHECK_LIMIT_MS);
        return fits ? [] : (validate.errors ?? []).slice(0, MAX_FAULTS).map(faultOf);
      } catch (error) {
        if (error instanceof TookTooLong) return [{ pointer: "/data", message: `checking it ${error.message}` }];
        throw error;
      }
    },
  };
}

function compile(schema: JsonSchema, bounded: ReturnType<typeof createBounded>): Compiled | Error {
  const size = JSON.stringify(schema).length;
  if (size > MAX_SCHEMA_BYTES) return new Error(`the schema is ${size} bytes, at most ${MAX_SCHEMA_BYTES} are read`);
  const ajv = new Ajv2020({ strict: false, allErrors: false, inlineRefs: false, addUsedSchema: false, logger: false });
  formats.default(ajv);
  try {
    return { validate: bounded(() => ajv.compile(schema), COMPILE_LIMIT_MS), cheap: isCheapSchema(schema) };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function faultOf({ instancePath, keyword, params, message }: ErrorObject): Fault {
  const place = `/data${instancePath}`;
  const named =
    keyword === "required"
      ? params.missingProperty
      : keyword === "additionalProperties"
        ? params.additionalProperty
        : undefined;
  return {
    pointer: named === undefined ? place : pointerBelow(place, String(named)),
    message: schemaFault(message ?? keyword, named === undefined ? params : {}),
  };
}

function unusable(cause: Error): TroupeError {
  return new TroupeError("SCHEMA_INVALID", `the registered schema cannot be used: ${cause.message}`, {
    hint: "troupe event-types check",
    cause,
  });
}
