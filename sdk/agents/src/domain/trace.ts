/** Sixteen and eight random bytes in hexadecimal, handed in so that this stays pure. */
export type RandomHex = (bytes: number) => string;

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** What a `traceparent` says, or undefined when it says nothing. */
export function parseTrace(
  traceparent: string | undefined,
): { readonly traceId: string; readonly spanId: string; readonly flags: number } | undefined {
  const [, traceId, spanId, flags] = (traceparent === undefined ? null : TRACEPARENT.exec(traceparent)) ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return undefined;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

/** A `traceparent` (W3C Trace Context, section 3.2) for an event: in the trace of `parent`, else in a new one. */
export function childTrace(parent: string | undefined, randomHex: RandomHex): string {
  const known = parent === undefined ? null : TRACEPARENT.exec(parent);
  return `00-${known?.[1] ?? randomHex(16)}-${randomHex(8)}-${known?.[3] ?? "01"}`;
}

/** Trace id inside a `traceparent`, or the empty string. */
export function traceIdOf(traceparent: string | undefined): string {
  return (traceparent === undefined ? null : TRACEPARENT.exec(traceparent))?.[1] ?? "";
}
