import type { SchemaMirror } from "@troupe/bus";
import {
  type EventInput,
  type Fault,
  type JsonSchema,
  type MirroredType,
  TroupeError,
  versionOfDataSchema,
} from "@troupe/contracts";
import type { Logger } from "@troupe/service";
import type { SchemaPolicy } from "./domain/policy.js";
import { createValidator } from "./validator.js";

/** What of an event its type's schema and topic say something about. */
export type Stated = Pick<EventInput, "type" | "topic" | "data" | "dataschema">;

/** Holds events against what their tenant has registered. */
export interface Conformance {
  /**
   * Throws (or rejects with) SCHEMA_MISMATCH, TOPIC_MISMATCH, EVENT_TYPE_UNKNOWN or SCHEMA_INVALID. Answers at once when
   * this process knows the type; asks the bus only for one it must know and does not. `textBytes` is how much text the
   * event came in; `base` is where it stands in it, as a JSON pointer.
   */
  check(tenant: string, event: Stated, textBytes: number, base?: string): void | Promise<void>;
}

export interface ConformanceOptions {
  readonly mirror: SchemaMirror;
  readonly policyOf: (tenant: string) => SchemaPolicy;
  readonly logger: Logger;
}

export function createConformance(options: ConformanceOptions): Conformance {
  const { mirror, policyOf, logger } = options;
  const validator = createValidator();

  const schemaOf = (event: Stated, type: MirroredType): JsonSchema | undefined =>
    type.schemas[versionOfDataSchema(event.type, event.dataschema) ?? type.version];

  const checkAgainst = (event: Stated, type: MirroredType, textBytes: number, base: string): void => {
    if (type.topic !== event.topic) {
      const fault = { pointer: `${base}/topic`, message: `is registered on ${type.topic}` };
      throw refusal(
        "TOPIC_MISMATCH",
        `${event.type} is registered on ${type.topic}, not ${event.topic}`,
        [fault],
        event.type,
      );
    }
    const schema = schemaOf(event, type);
    if (schema === undefined) throw unknownType(event, `${base}/dataschema`);
    const faults = faultsOf(event, schema, textBytes, base);
    if (faults.length === 0) return;
    const [first] = faults;
    throw refusal("SCHEMA_MISMATCH", `${first?.pointer} of ${event.type} ${first?.message}`, faults, event.type);
  };

  const faultsOf = (event: Stated, schema: JsonSchema, textBytes: number, base: string): Fault[] => {
    try {
      const faults = validator.check(schema, event.data, textBytes);
      return base === "" ? faults : faults.map(({ pointer, message }) => ({ pointer: base + pointer, message }));
    } catch (error) {
      logger.warn({ type: event.type, err: error }, "a registered schema cannot be used");
      throw error;
    }
  };

  const fetchAndCheck = async (
    tenant: string,
    event: Stated,
    textBytes: number,
    base: string,
    required: boolean,
  ): Promise<void> => {
    const type = await mirror.fetch(tenant, event.type);
    if (type !== undefined) return checkAgainst(event, type, textBytes, base);
    if (required) throw unknownType(event, `${base}/type`);
  };

  return {
    check(tenant, event, textBytes, base = "") {
      const policy = policyOf(tenant);
      if (policy === "off") return undefined;
      const type = mirror.lookup(tenant, event.type);
      if (type !== undefined && schemaOf(event, type) !== undefined) return checkAgainst(event, type, textBytes, base);
      if (type === undefined && policy === "known") return undefined;
      return fetchAndCheck(tenant, event, textBytes, base, policy === "strict");
    },
  };
}

function unknownType(event: Stated, pointer: string): TroupeError {
  const what = pointer.endsWith("/type") ? event.type : `${event.type} in the version ${event.dataschema}`;
  return refusal("EVENT_TYPE_UNKNOWN", `${what} is not registered`, [{ pointer, message: "is not registered" }]);
}

function refusal(
  code: "TOPIC_MISMATCH" | "SCHEMA_MISMATCH" | "EVENT_TYPE_UNKNOWN",
  detail: string,
  errors: readonly Fault[],
  known?: string,
): TroupeError {
  const hint = known === undefined ? "troupe event-types list" : `troupe event-types show ${known}`;
  return new TroupeError(code, detail, { hint, errors });
}
