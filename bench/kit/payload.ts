import type { EventInput } from "@troupe/contracts";

/** Bytes of every payload as JSON. */
export const PAYLOAD_BYTES = 256;

const EMPTY = JSON.stringify({ text: "" }).length;

/** 256 bytes of JSON. */
export const payload = { text: "x".repeat(PAYLOAD_BYTES - EMPTY) };

export const BENCH_TYPE = "bench.sent";
/** Type of the event that ends a round. */
export const LAST_TYPE = "bench.ended";

/** An event of the bench, without an id, as a client posts it. */
export function benchEvent(type: string = BENCH_TYPE): EventInput {
  return { specversion: "1.0", source: "bench", type, topic: "business-facts", data: payload };
}
