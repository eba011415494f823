import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { SCOPES, type Scope } from "@troupe/contracts";
import { z } from "zod";
import { CliError, EXIT } from "../exit.js";
import { type StackPaths, writePrivate } from "./folder.js";

const keysSchema = z.object({
  publicKey: z.string(),
  privateKey: z.string(),
  /** Key of delivery tokens and cursors, base64. */
  signingKey: z.string(),
  natsToken: z.string(),
});

/** Secrets of a local stack, kept in `keys.json` for its owner alone. */
export type StackKeys = z.infer<typeof keysSchema>;

export const DEVELOPER = { tenant: "dev", subject: "developer", expiresInSeconds: 365 * 86_400 };

/** The stack's keys, made at its first start. */
export async function ensureKeys(paths: StackPaths): Promise<StackKeys> {
  const known = await readKeys(paths);
  if (known !== undefined) return known;
  const { generateKeyPair } = await import("@troupe/service");
  const keys = {
    ...(await generateKeyPair()),
    signingKey: randomBytes(32).toString("base64"),
    natsToken: randomBytes(24).toString("base64url"),
  };
  await writePrivate(paths.keys, `${JSON.stringify(keys, null, 2)}\n`);
  return keys;
}

/** The stack's keys; undefined when it never started. */
export async function readKeys(paths: StackPaths): Promise<StackKeys | undefined> {
  const text = await readFile(paths.keys, "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return keysSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new CliError(EXIT.failed, `${paths.keys} holds no keys`, { hint: `rm ${paths.keys}`, cause });
  }
}

/** A bearer token of the stack. */
export async function issueToken(
  keys: StackKeys,
  request: { tenant: string; subject: string; scopes?: readonly Scope[]; expiresInSeconds: number },
): Promise<string> {
  const { createToken } = await import("@troupe/service");
  return createToken({ privateKey: keys.privateKey, ...request, scopes: request.scopes ?? SCOPES });
}
