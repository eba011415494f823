import type { Fault, JsonSchema } from "@troupe/contracts";
import { pointerBelow } from "@troupe/contracts";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { resolveFragment } from "./json-pointer.js";
import { inPlaceOf, isObject, type Place, type SchemaObject, subschemas } from "./schema-walk.js";

/*
 * A schema is registered only when checking an event against it is bounded.
 * 1. It is a JSON Schema 2020-12 by the meta-schema, and it compiles.
 * 2. It is at most 128 KiB and 48 levels deep, with at most 50 patterns.
 * 3. `$ref` points into the schema itself, to a place that exists; `$id` below the root would move that base and
 *    `$dynamicRef` and `$anchor` are not followed, so these are refused.
 * 4. One value is checked against at most 2,000 schemas: no `$ref` comes back to itself without stepping into the value,
 *    and references do not multiply.
 * 5. Each `pattern` and each key of `patternProperties` is shown to run in linear time.
 */

export const MAX_SCHEMA_BYTES = 128 * 1024;
export const MAX_SCHEMA_DEPTH = 48;
const MAX_COST = 2000;
const MAX_PATTERNS = 50;
const MAX_PATTERN_LENGTH = 2048;
const PATTERN_TIMEOUT_MS = 10_000;
const DIALECT = "https://json-schema.org/draft/2020-12/schema";
const NOT_FOLLOWED = ["$anchor", "$dynamicAnchor", "$dynamicRef", "$recursiveRef", "$vocabulary"];

/** What is wrong with a schema; empty when it can be registered. */
export async function schemaFaults(schema: JsonSchema): Promise<Fault[]> {
  const shape = shapeFaults(schema);
  if (shape.length > 0) return shape;
  const meta = metaFaults(schema);
  if (meta.length > 0) return meta;
  const places = [...subschemas({ schema, pointer: "" })];
  const references = places.flatMap((place) => referenceFaults(place, schema));
  if (references.length > 0) return references;
  const costs = costFaults(places, schema);
  if (costs.length > 0) return costs;
  const patterns = await patternFaults(places);
  return patterns.length > 0 ? patterns : compileFaults(schema);
}

const LOOP = "refers to itself without stepping into the value: a check would never end";
const fault = (pointer: string, message: string): Fault => ({ pointer, message });

function shapeFaults(schema: JsonSchema): Fault[] {
  const bytes = Buffer.byteLength(JSON.stringify(schema));
  if (bytes > MAX_SCHEMA_BYTES) return [fault("", `is ${bytes} bytes long, more than ${MAX_SCHEMA_BYTES}`)];
  const deep = deeperThan(schema, MAX_SCHEMA_DEPTH, "");
  return deep === undefined ? [] : [fault(deep, `is nested deeper than ${MAX_SCHEMA_DEPTH} levels`)];
}

function deeperThan(value: unknown, levels: number, pointer: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (levels === 0) return pointer;
  for (const [key, child] of Object.entries(value)) {
    const found = deeperThan(child, levels - 1, pointerBelow(pointer, key));
    if (found !== undefined) return found;
  }
  return undefined;
}

const metaSchema = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

function metaFaults(schema: JsonSchema): Fault[] {
  const { $schema: dialect = DIALECT } = schema;
  if (typeof dialect !== "string" || dialect.replace(/#$/, "") !== DIALECT) {
    return [fault("/$schema", `must be ${DIALECT}`)];
  }
  if (metaSchema.validateSchema({ ...schema, $schema: DIALECT }) === true) return [];
  const faults = (metaSchema.errors ?? []).map((error) =>
    fault(error.instancePath, error.message ?? "is no JSON Schema"),
  );
  return [...new Map(faults.map((found) => [`${found.pointer} ${found.message}`, found])).values()].slice(0, 20);
}

function referenceFaults({ schema, pointer }: Place, root: JsonSchema): Fault[] {
  const faults: Fault[] = [];
  if ("$id" in schema && pointer !== "") faults.push(fault(`${pointer}/$id`, "an $id below the root is not supported"));
  for (const keyword of NOT_FOLLOWED) {
    if (keyword in schema) faults.push(fault(pointerBelow(pointer, keyword), `${keyword} is not supported`));
  }
  const reference = schema.$ref;
  if (typeof reference !== "string") return faults;
  if (!reference.startsWith("#")) faults.push(fault(`${pointer}/$ref`, "must point into the schema itself: #/…"));
  else {
    const target = resolveFragment(root, reference);
    if (!isObject(target) && typeof target !== "boolean") {
      faults.push(fault(`${pointer}/$ref`, `points nowhere: ${reference}`));
    }
  }
  return faults;
}

/**
 * How many schemas one value is checked against where `place` applies, through `$ref` and in-place keywords; infinite
 * when a check asks for itself again.
 */
function costOf(place: Place, root: JsonSchema, known: Map<SchemaObject, number>): number {
  const before = known.get(place.schema);
  if (before !== undefined) return before;
  known.set(place.schema, Number.POSITIVE_INFINITY);
  const reference = place.schema.$ref;
  const target = typeof reference === "string" ? resolveFragment(root, reference) : undefined;
  const targets = isObject(target) ? [{ schema: target, pointer: place.pointer }] : [];
  let cost = 1;
  for (const next of [...targets, ...inPlaceOf(place)]) cost += costOf(next, root, known);
  known.set(place.schema, cost);
  return cost;
}

function costFaults(places: readonly Place[], root: JsonSchema): Fault[] {
  const known = new Map<SchemaObject, number>();
  return places.flatMap((place) => {
    const cost = costOf(place, root, known);
    if (cost <= MAX_COST) return [];
    return [
      fault(
        place.pointer,
        cost === Number.POSITIVE_INFINITY ? LOOP : `asks for more than ${MAX_COST} checks of one value`,
      ),
    ];
  });
}

async function patternFaults(places: readonly Place[]): Promise<Fault[]> {
  const patterns = places.flatMap(({ schema, pointer }) => {
    const keys = isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
    const own = typeof schema.pattern === "string" ? [{ source: schema.pattern, pointer: `${pointer}/pattern` }] : [];
    return [
      ...own,
      ...keys.map((source) => ({ source, pointer: pointerBelow(`${pointer}/patternProperties`, source) })),
    ];
  });
  if (patterns.length > MAX_PATTERNS) return [fault("", `has ${patterns.length} patterns, more than ${MAX_PATTERNS}`)];
  const faults: Fault[] = [];
  const known = new Map<string, string | undefined>();
  for (const { source, pointer } of patterns) {
    if (!known.has(source)) known.set(source, await patternFault(source));
    const message = known.get(source);
    if (message !== undefined) faults.push(fault(pointer, message));
    if (message === UNDECIDED) break;
  }
  return faults;
}

const UNDECIDED = "cannot be shown to run in linear time";

/** What was found of patterns, whoever's schema they stood in: agents that start together ask about the same ones. */
const verdicts = new Map<string, Promise<string | undefined>>();
const MOST_VERDICTS = 1000;

function patternFault(source: string): Promise<string | undefined> {
  const known = verdicts.get(source);
  if (known !== undefined) return known;
  const judged = judgedPattern(source);
  const forget = (): void => void verdicts.delete(source);
  judged.then((message) => {
    if (message === UNDECIDED) forget();
  }, forget);
  const [oldest] = verdicts.keys();
  if (oldest !== undefined && verdicts.size >= MOST_VERDICTS) verdicts.delete(oldest);
  verdicts.set(source, judged);
  return judged;
}

async function judgedPattern(source: string): Promise<string | undefined> {
  if (source.length > MAX_PATTERN_LENGTH) return `is longer than ${MAX_PATTERN_LENGTH} characters`;
  try {
    new RegExp(source, "u");
  } catch (error) {
    return error instanceof Error ? error.message : "is no regular expression";
  }
  // Loaded with the first pattern: it takes longer to load than all else of the service.
  const { check } = await import("recheck");
  const { status } = await check(source, "u", { timeout: PATTERN_TIMEOUT_MS });
  if (status === "safe") return undefined;
  return status === "vulnerable" ? "can take more than linear time: a short text would stall its readers" : UNDECIDED;
}

function compileFaults(schema: JsonSchema): Fault[] {
  try {
    const ajv = new Ajv2020({ strict: false, allErrors: false });
    addFormats.default(ajv);
    ajv.compile({ ...schema, $schema: DIALECT });
    return [];
  } catch (error) {
    return [fault("", error instanceof Error ? error.message : "cannot be compiled")];
  }
}
