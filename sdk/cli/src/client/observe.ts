import type { CloudEvent, StreamFrames } from "@troupe/contracts";
import { EventSourceParserStream } from "eventsource-parser/stream";
import { CliError, EXIT } from "../exit.js";
import type { Api, Query } from "./api.js";

const RETRY_MS = 1000;

/** What an observer of events sees. */
export type Sight =
  | { readonly kind: "ready" }
  | { readonly kind: "event"; readonly event: CloudEvent; readonly cursor: string }
  | ({ readonly kind: "gap" } & StreamFrames["gap"])
  | { readonly kind: "reconnecting"; readonly reason: string };

/**
 * Events as they come, from a stream that is opened anew after the last cursor whenever it ends; ends when `signal`
 * aborts. Throws what the first connection throws, and what no later one could mend.
 */
export async function* observe(api: Api, query: Query, signal: AbortSignal): AsyncGenerator<Sight> {
  let cursor: string | undefined;
  let connected = false;
  while (!signal.aborted) {
    let reason = "the stream ended";
    try {
      for await (const sight of connect(api, query, cursor, signal)) {
        connected = true;
        if (sight.kind === "event") cursor = sight.cursor;
        yield sight;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!connected || (error instanceof CliError && error.exitCode !== EXIT.unreachable)) throw error;
      reason = error instanceof Error ? error.message : String(error);
    }
    if (signal.aborted) return;
    yield { kind: "reconnecting", reason };
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function* connect(
  api: Api,
  query: Query,
  cursor: string | undefined,
  signal: AbortSignal,
): AsyncGenerator<Sight> {
  const answer = await api.open("GET", "/v1/events/stream", {
    query,
    signal,
    timeoutMs: 0,
    headers: { accept: "text/event-stream", ...(cursor === undefined ? {} : { "last-event-id": cursor }) },
  });
  const frames = answer.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  if (frames === undefined) return;
  for await (const frame of frames) {
    if (frame.event === "ready") yield { kind: "ready" };
    else if (frame.event === "event") {
      const { event } = JSON.parse(frame.data) as StreamFrames["event"];
      yield { kind: "event", event, cursor: frame.id ?? "" };
    } else if (frame.event === "gap") yield { kind: "gap", ...(JSON.parse(frame.data) as StreamFrames["gap"]) };
    else if (frame.event === "bye") return;
  }
}
