import { type Content, contentIdSchema, TroupeError } from "@troupe/contracts";
import { type ContentClient, mediaTypeOf } from "../content-client.js";
import type { Caller } from "./call.js";

/** Content over HTTP. */
export class HttpContent implements ContentClient {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  put(body: Uint8Array | string, contentType = mediaTypeOf(body)): Promise<Content> {
    return this.#caller.json({ method: "PUT", path: "/v1/content", body, contentType });
  }

  async get(id: string): Promise<Uint8Array | undefined> {
    if (!contentIdSchema.safeParse(id).success) return undefined;
    try {
      const response = await this.#caller.send({ method: "GET", path: `/v1/content/${id}` });
      return new Uint8Array(response.body);
    } catch (error) {
      if (error instanceof TroupeError && error.code === "NOT_FOUND") return undefined;
      throw error;
    }
  }
}
