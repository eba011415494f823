import type { Lease, LeaseCodec } from "../domain/token.js";

/** Tokens recognised at once; the oldest are opened like another replica's. */
const MOST = 20_000;
/** Characters of the MAC that ends a token. */
const MAC_LENGTH = 43;

interface Issued {
  readonly token: string;
  readonly lease: Lease;
}

/** The tokens that this replica signed and nobody used yet. One that comes back is its own proof. */
export class IssuedTokens {
  readonly #codec: LeaseCodec;
  readonly #issued = new Map<string, Issued>();

  constructor(codec: LeaseCodec) {
    this.#codec = codec;
  }

  sign(lease: Lease): string {
    const token = this.#codec.sign(lease);
    this.#issued.set(token.slice(-MAC_LENGTH), { token, lease });
    if (this.#issued.size > MOST) this.#issued.delete(this.#issued.keys().next().value as string);
    return token;
  }

  /** The lease of a token of this replica, at its first use. */
  take(token: string): Lease | undefined {
    const mac = token.slice(-MAC_LENGTH);
    const issued = this.#issued.get(mac);
    if (issued?.token !== token) return undefined;
    this.#issued.delete(mac);
    return issued.lease;
  }
}
