import { TroupeError } from "@troupe/contracts";
import { findTextFault } from "@troupe/service";

const PREFIX = "ce-";

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Whether the headers carry an event in binary mode (CloudEvents HTTP binding 1.0.2, section 3.1). */
export function isBinaryMode(headers: Headers): boolean {
  return headers["ce-specversion"] !== undefined || headers["ce-type"] !== undefined || headers["ce-id"] !== undefined;
}

/** The event that `ce-*` headers and a body say. Values are percent-decoded (section 3.1.3.2). */
export function readBinaryEvent(headers: Headers, data: unknown): Record<string, unknown> {
  const event: Record<string, unknown> = {};
  for (const [header, value] of Object.entries(headers)) {
    if (!header.startsWith(PREFIX) || value === undefined) continue;
    const name = header.slice(PREFIX.length);
    if (name === "data") throw headerFault(name, "data goes in the body");
    event[name] = typed(name, decoded(name, String(value)));
  }
  const found = findTextFault(event);
  if (found !== undefined) {
    const { code, fault } = found;
    throw new TroupeError(code, `${fault.pointer} ${fault.message}`, { errors: [fault] });
  }
  event.datacontenttype = "application/json";
  if (data !== undefined) event.data = data;
  return event;
}

function decoded(name: string, value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    throw headerFault(name, "is not percent-encoded UTF-8");
  }
}

/** Attributes whose values are no strings in JSON. */
function typed(name: string, value: string): unknown {
  if (name === "hops" && /^-?\d+$/.test(value)) return Number(value);
  if (name === "sensitive" && (value === "true" || value === "false")) return value === "true";
  return value;
}

function headerFault(name: string, message: string): TroupeError {
  return new TroupeError("VALIDATION_FAILED", `header ${PREFIX}${name}: ${message}`, {
    errors: [{ pointer: `/${name}`, message }],
  });
}
