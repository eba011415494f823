import type { Clock, Timer } from "@troupe/bus";
import { type StreamFrames, TroupeError } from "@troupe/contracts";
import { createParser } from "eventsource-parser";

/** Silence after which a stream is taken for dead: three of the platform's heartbeats. */
const SILENCE_MS = 45_000;

/** One frame of `GET /v1/events/stream`. */
export type Frame = {
  [Name in keyof StreamFrames]: {
    readonly name: Name;
    readonly id: string | undefined;
    readonly data: StreamFrames[Name];
  };
}[keyof StreamFrames];

const NAMES = new Set<string>(["ready", "event", "gap", "bye"] satisfies (keyof StreamFrames)[]);

/** Frames of an event stream, those of one chunk together. Throws BUS_UNAVAILABLE when it breaks or falls silent. */
export async function* framesOf(
  body: AsyncIterable<Uint8Array>,
  clock: Clock,
  abandon: () => void,
): AsyncGenerator<readonly Frame[], void, undefined> {
  let frames: Frame[] = [];
  const parser = createParser({
    onEvent: ({ event, id, data }) => {
      if (event === undefined || !NAMES.has(event)) return;
      frames.push({ name: event, id, data: JSON.parse(data) } as Frame);
    },
  });
  const decoder = new TextDecoder();
  const reader = body[Symbol.asyncIterator]();
  let silence: Timer | undefined;
  try {
    for (;;) {
      silence = clock.after(SILENCE_MS, abandon);
      const { done, value } = await reader.next();
      silence.cancel();
      if (done) throw new TroupeError("BUS_UNAVAILABLE", "the stream ended without a good-bye");
      parser.feed(decoder.decode(value, { stream: true }));
      if (frames.length === 0) continue;
      const batch = frames;
      frames = [];
      yield batch;
    }
  } catch (cause) {
    if (cause instanceof TroupeError) throw cause;
    throw new TroupeError("BUS_UNAVAILABLE", "the stream broke", { cause });
  } finally {
    silence?.cancel();
    abandon();
  }
}
