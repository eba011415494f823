import {
  type EventInput,
  EXTENSION_NAME,
  eventInputSchema,
  eventTypeSchema,
  extensionValueSchema,
  type Fault,
  isKeepable,
  MAX_HOPS,
  pointerBelow,
  TOPICS,
  TroupeError,
} from "@troupe/contracts";
import { z } from "zod";

// 1. `eventInputSchema` is the authority; what it refuses, or what holds an unknown attribute, is refused here.
// 2. `isPlainEvent` accepts only what the authority accepts, and is what nearly every event passes through. Whatever it
//    does not accept goes to the authority, which names the faults. A property test keeps the two in step.

const topics = new Set<string>(TOPICS);
const ID = /^[!-.0-~]{1,128}$/;
const CONTENT_ID = /^[0-9a-f]{64}$/;
const TIME = z.core.regexes.datetime({ precision: null, offset: true, local: false });
const NAMED = new Set(Object.keys(eventInputSchema.shape));
const MAX_TEXT = 512;
const MAX_TRACEPARENT = 64;

/** Types seen to be in the grammar: producers send few different ones, again and again. */
const MAX_KNOWN_TYPES = 2000;

/** Checks events as producers write them. One checker a service: it remembers the types it has seen. */
export interface EnvelopeCheck {
  /** Throws VALIDATION_FAILED or HOPS_EXCEEDED with pointers below `base`. */
  check(value: unknown, base?: string): EventInput;
}

export function createEnvelopeCheck(): EnvelopeCheck {
  const types = new Set<string>();
  const isType = (value: unknown): boolean => {
    if (typeof value !== "string") return false;
    if (types.has(value)) return true;
    if (!eventTypeSchema.safeParse(value).success) return false;
    if (types.size >= MAX_KNOWN_TYPES) types.clear();
    types.add(value);
    return true;
  };
  return {
    check(value, base = "") {
      if (isPlainEvent(value, isType)) return value;
      return checkFully(value, base);
    },
  };
}

const isText = (value: unknown) => typeof value === "string" && value.length > 0 && value.length <= MAX_TEXT;
const isTime = (value: unknown) => typeof value === "string" && TIME.test(value) && isKeepable(value);

/** Whether each attribute of an event is one of the contract, and as it should be; false is not yet a refusal. */
export function isPlainEvent(value: unknown, isType: (value: unknown) => boolean): value is EventInput {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const event = value as Record<string, unknown>;
  if (event.specversion !== "1.0" || !isText(event.source) || !isType(event.type)) return false;
  if (typeof event.topic !== "string" || !topics.has(event.topic)) return false;
  for (const name in event) if (!isPlainAttribute(name, event[name], isType)) return false;
  return true;
}

function isPlainAttribute(name: string, value: unknown, isType: (value: unknown) => boolean): boolean {
  switch (name) {
    case "specversion":
    case "source":
    case "type":
    case "topic":
    case "data":
      return true;
    case "id":
    case "replayof":
      return typeof value === "string" && ID.test(value);
    case "time":
    case "deliverat":
    case "expiresat":
      return isTime(value);
    case "datacontenttype":
      return value === "application/json";
    case "dataschema":
    case "subject":
    case "correlationid":
    case "causationid":
    case "missionid":
    case "taskid":
    case "partitionkey":
      return isText(value);
    case "tenantid":
    case "actor":
      return typeof value === "string";
    case "hops":
      return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= MAX_HOPS;
    case "replytype":
      return isType(value);
    case "replytopic":
      return typeof value === "string" && topics.has(value);
    case "sensitive":
      return typeof value === "boolean";
    case "contentid":
      return typeof value === "string" && CONTENT_ID.test(value);
    case "traceparent":
      return typeof value === "string" && value.length <= MAX_TRACEPARENT;
    case "tracestate":
      return typeof value === "string" && value.length <= MAX_TEXT;
    default:
      return false;
  }
}

/** The authority: all faults of an event, together. */
function checkFully(value: unknown, base: string): EventInput {
  const parsed = eventInputSchema.safeParse(value);
  const faults: Fault[] = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({
        pointer: [base, ...issue.path.map(String)].join("/"),
        message: issue.message,
      }));
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    faults.push(...extensionFaults(value, base));
  if (faults.length > 0) throw refusal(faults);
  const event = value as EventInput;
  if (event.hops !== undefined && event.hops > MAX_HOPS) {
    throw new TroupeError(
      "HOPS_EXCEEDED",
      `the event was caused through ${event.hops} others, ${MAX_HOPS} are allowed`,
      {
        errors: [{ pointer: `${base}/hops`, message: `is more than ${MAX_HOPS}` }],
      },
    );
  }
  return event;
}

function extensionFaults(event: object, base: string): Fault[] {
  return Object.entries(event).flatMap(([name, value]): Fault[] => {
    if (NAMED.has(name)) return [];
    const pointer = pointerBelow(base, name);
    if (name === "data_base64") {
      return [{ pointer, message: "binary data is kept with PUT /v1/content and named by contentid" }];
    }
    if (!EXTENSION_NAME.test(name)) {
      return [{ pointer, message: "an extension's name is 1 to 20 lower-case letters and digits" }];
    }
    if (extensionValueSchema.safeParse(value).success) return [];
    return [
      { pointer, message: "an extension's value is a string of at most 512 characters, a boolean or an integer" },
    ];
  });
}

function refusal(faults: readonly Fault[]): TroupeError {
  const [first] = faults;
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : "";
  const binary = faults.some(({ pointer }) => pointer.endsWith("/data_base64"));
  return new TroupeError("VALIDATION_FAILED", `${first?.pointer || "the event"}: ${first?.message}${more}`, {
    errors: faults,
    ...(binary ? { hint: "PUT /v1/content" } : {}),
  });
}
