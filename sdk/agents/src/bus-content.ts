import { buffer } from "node:stream/consumers";
import type { ContentStore } from "@troupe/bus";
import type { Content } from "@troupe/contracts";
import { type ContentClient, mediaTypeOf } from "./content-client.js";

/** A tenant's content without a service in between. */
export class BusContent implements ContentClient {
  readonly #store: ContentStore;
  readonly #tenant: string;

  constructor(store: ContentStore, tenant: string) {
    this.#store = store;
    this.#tenant = tenant;
  }

  put(body: Uint8Array | string, contentType = mediaTypeOf(body)): Promise<Content> {
    return this.#store.put(this.#tenant, whole(body), contentType);
  }

  async get(id: string): Promise<Uint8Array | undefined> {
    const found = await this.#store.get(this.#tenant, id);
    return found === undefined ? undefined : new Uint8Array(await buffer(found.body));
  }
}

async function* whole(body: Uint8Array | string): AsyncGenerator<Uint8Array> {
  yield typeof body === "string" ? Buffer.from(body) : body;
}
