import {
  type EventTypeInput,
  eventTypeInputSchema,
  type Fault,
  type JsonSchema,
  outcomeType,
  type Problem,
  pointerBelow,
  problemSchema,
  type Topic,
  TroupeError,
} from "@troupe/contracts";
import { z } from "zod";
import { jsonFault } from "../domain/json.js";

/**
 * A type of event, known by one zod schema: it checks the wire, types the handler, and is registered as
 * JSON Schema. `Data` is what a handler reads, `Input` what an emitter writes (they differ by defaults).
 */
export interface EventDefinition<Data = unknown, Input = Data, On extends Topic = Topic> {
  readonly type: string;
  readonly topic: On;
  readonly version: string;
  readonly description: string;
  readonly purpose: string;
  readonly schema: z.ZodType<Data, Input>;
  /** JSON Schema 2020-12 of `data`, as the registry keeps it. */
  readonly jsonSchema: JsonSchema;
}

/** Any definition, for positions that only pass it on. */
export interface AnyEvent extends Omit<EventDefinition, "schema"> {
  readonly schema: z.ZodType;
}

/** An event by name alone (or, where a reader names it, a filter such as `order.*`): its data is not checked here. */
export interface EventAddress {
  readonly type: string;
  readonly topic: Topic;
  readonly schema?: undefined;
}

/** What a handler of `E` reads. */
export type DataOf<E extends AnyEvent> = z.output<E["schema"]>;
/** What an emitter of `E` writes. */
export type InputOf<E extends AnyEvent> = z.input<E["schema"]>;

/** What {@link defineEvent} is told. */
export interface EventOptions<S extends z.ZodType, On extends Topic> {
  readonly type: string;
  readonly topic: On;
  /** What happened, or what is asked for. */
  readonly description: string;
  /** Why one would send it: what a planner reads. */
  readonly purpose?: string;
  /** Semantic version of the schema. */
  readonly version?: string;
  readonly schema: S;
}

function toJsonSchema(type: string, schema: z.ZodType): JsonSchema {
  try {
    z.toJSONSchema(schema, { io: "output" });
    return z.toJSONSchema(schema, { io: "input" }) as JsonSchema;
  } catch (cause) {
    throw new TroupeError("SCHEMA_INVALID", `the schema of ${type} cannot be said in JSON Schema: ${String(cause)}`, {
      hint: "describe JSON: no dates, transforms or coercion; z.iso.datetime() is a date on the wire",
      cause,
    });
  }
}

/**
 * Defines an event type. Throws VALIDATION_FAILED when type, topic or version are out of grammar, and
 * SCHEMA_INVALID when the schema says more than JSON can (dates, transforms).
 */
export function defineEvent<S extends z.ZodType, const On extends Topic>(
  options: EventOptions<S, On>,
): EventDefinition<z.output<S>, z.input<S>, On> {
  const jsonSchema = toJsonSchema(options.type, options.schema);
  const { schema, ...said } = options;
  const checked = eventTypeInputSchema.safeParse({ ...said, schema: jsonSchema });
  if (!checked.success) {
    throw new TroupeError("VALIDATION_FAILED", `the event ${String(options.type)} is not well defined`, {
      errors: faultsOf(checked.error),
    });
  }
  const { version, description, purpose } = checked.data;
  return {
    type: options.type,
    topic: options.topic,
    version,
    description,
    purpose,
    schema: schema as z.ZodType<z.output<S>, z.input<S>>,
    jsonSchema,
  };
}

/** The registry's form of a definition. */
export function registration(event: AnyEvent): EventTypeInput {
  const { type, topic, version, description, purpose, jsonSchema } = event;
  return { type, topic, version, description, purpose, schema: jsonSchema };
}

/** The event that says why a request came to nothing: `<type>.failed` on `action-results`, a problem as its data. */
export function failureEvent(request: { readonly type: string }): EventDefinition<Problem, Problem, "action-results"> {
  return defineEvent({
    type: outcomeType(request.type, "failed"),
    topic: "action-results",
    description: `Why ${request.type} came to nothing`,
    schema: problemSchema,
  });
}

/** The faults of a zod error, with JSON Pointers below `prefix`. */
export function faultsOf(error: z.ZodError, prefix = ""): Fault[] {
  return error.issues.map(({ path, message }) => ({
    pointer: path.reduce<string>(pointerBelow, prefix),
    message,
  }));
}

/** `data` as the definition's schema reads it. Throws SCHEMA_MISMATCH with the faults below `/data`. */
export function checkData<Data>(event: { type: string; schema: z.ZodType<Data> }, data: unknown): Data {
  const checked = event.schema.safeParse(data);
  if (checked.success) return checked.data;
  const errors = faultsOf(checked.error, "/data");
  const [first] = errors;
  throw new TroupeError(
    "SCHEMA_MISMATCH",
    `the data of ${event.type} does not fit its schema: ${first?.pointer ?? "/data"} ${first?.message ?? ""}`,
    { errors },
  );
}

/**
 * `data` as it is sent: as the schema reads it, where there is one, and JSON. Throws SCHEMA_MISMATCH, also for what JSON
 * would change or leave out in silence: a date, a map, a class, NaN.
 */
export function sentData(
  event: { readonly type: string; readonly schema?: z.ZodType | undefined },
  data: unknown,
): unknown {
  const { type, schema } = event;
  const read = schema === undefined ? data : checkData({ type, schema }, data);
  const fault = read === undefined ? undefined : jsonFault(read);
  if (fault === undefined) return read;
  const pointer = `/data${fault.pointer}`;
  const message = `${fault.found} is not JSON`;
  throw new TroupeError("SCHEMA_MISMATCH", `the data of ${type} cannot be sent: ${pointer} ${message}`, {
    errors: [{ pointer, message }],
  });
}
