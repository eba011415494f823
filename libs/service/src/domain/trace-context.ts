/** W3C Trace Context (https://www.w3.org/TR/trace-context/): the place in a trace where something happens. */
export interface TraceContext {
  /** 32 hexadecimal digits. */
  readonly traceId: string;
  /** 16 hexadecimal digits. */
  readonly spanId: string;
  readonly sampled: boolean;
}

const TRACEPARENT = /^(?!ff)[0-9a-f]{2}-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
const ZEROS = /^0+$/;

/** The context that a `traceparent` header says, or undefined when it says none. */
export function parseTraceparent(header: unknown): TraceContext | undefined {
  if (typeof header !== "string" || header.length > 256) return undefined;
  const [, traceId, spanId, flags] = TRACEPARENT.exec(header) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  if (ZEROS.test(traceId) || ZEROS.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & 1) === 1 };
}

export function formatTraceparent(context: TraceContext): string {
  return `00-${context.traceId}-${context.spanId}-${context.sampled ? "01" : "00"}`;
}

/** A span of its own below `parent`, or a new trace; `hex(bytes)` gives that many random bytes in hexadecimal. */
export function childContext(parent: TraceContext | undefined, hex: (bytes: number) => string): TraceContext {
  if (parent === undefined) return { traceId: hex(16), spanId: hex(8), sampled: false };
  return { traceId: parent.traceId, spanId: hex(8), sampled: parent.sampled };
}
