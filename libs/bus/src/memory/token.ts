import { createHmac, timingSafeEqual } from "node:crypto";
import { TroupeError } from "@troupe/contracts";

/** What a delivery token of the bus in process says. */
export interface TokenContent {
  readonly group: string;
  readonly lease: number;
  /** End of the lease, in milliseconds since the epoch. */
  readonly end: number;
}

/** A token that only the storage with this key makes, for one tenant. */
export function signToken(key: Uint8Array, tenant: string, content: TokenContent): string {
  const body = Buffer.from(JSON.stringify([content.group, content.lease, content.end])).toString("base64url");
  return `${body}.${macOf(key, tenant, body).toString("base64url")}`;
}

/** Reads a token. Throws DELIVERY_TOKEN_INVALID when it is forged, damaged or another tenant's. */
export function openToken(key: Uint8Array, tenant: string, token: string): TokenContent {
  const [body = "", mac = "", ...rest] = token.split(".");
  const expected = macOf(key, tenant, body);
  const given = Buffer.from(mac, "base64url");
  const genuine =
    rest.length === 0 &&
    given.length === expected.length &&
    given.toString("base64url") === mac &&
    timingSafeEqual(given, expected);
  if (!genuine) throw new TroupeError("DELIVERY_TOKEN_INVALID", "the delivery token was not made for this tenant");
  const [group, lease, end] = JSON.parse(Buffer.from(body, "base64url").toString()) as [string, number, number];
  return { group, lease, end };
}

const macOf = (key: Uint8Array, tenant: string, body: string): Buffer =>
  createHmac("sha256", key).update(`${tenant}\n${body}`).digest();
