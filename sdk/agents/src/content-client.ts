import type { Content } from "@troupe/contracts";

/** Immutable bodies beside the events, up to 64 MiB each: an event refers to one by its id (`contentId`). Failures are TroupeErrors. */
export interface ContentClient {
  /** Keeps a body; the same body again has the same id and is kept once. `application/octet-stream` unless said, text as UTF-8. */
  put(body: Uint8Array | string, contentType?: string): Promise<Content>;
  /** The whole body, or undefined when there is none of that id. */
  get(id: string): Promise<Uint8Array | undefined>;
}

/** The media type of a body nobody described. */
export const mediaTypeOf = (body: Uint8Array | string): string =>
  typeof body === "string" ? "text/plain; charset=utf-8" : "application/octet-stream";
