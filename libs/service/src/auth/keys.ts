import { type Scope, subjectSchema } from "@troupe/contracts";
import {
  exportPKCS8,
  exportSPKI,
  generateKeyPair as generate,
  importJWK,
  importPKCS8,
  importSPKI,
  SignJWT,
} from "jose";
import { parseWith } from "../http/validation.js";

/** The one signature algorithm Troupe reads and writes. */
export const ALGORITHM = "EdDSA";

/** An Ed25519 key pair as PEM: SPKI and PKCS #8. */
export interface KeyPairPem {
  readonly publicKey: string;
  readonly privateKey: string;
}

export async function generateKeyPair(): Promise<KeyPairPem> {
  const { publicKey, privateKey } = await generate(ALGORITHM, { crv: "Ed25519", extractable: true });
  return { publicKey: await exportSPKI(publicKey), privateKey: await exportPKCS8(privateKey) };
}

export interface TokenRequest {
  /** Ed25519 private key: PEM (PKCS #8) or JWK. */
  readonly privateKey: string;
  readonly tenant: string;
  readonly subject: string;
  readonly scopes: readonly Scope[];
  readonly expiresInSeconds: number;
  readonly issuer?: string;
  /** `kid` of the header, for key sets of several keys. */
  readonly keyId?: string;
}

/** Signs a bearer token that {@link createAuthenticator} accepts. Throws when the key is not an Ed25519 private key. */
export async function createToken(request: TokenRequest): Promise<string> {
  parseWith(subjectSchema, request.subject, "/subject");
  const key = await importPrivate(request.privateKey);
  const now = Math.floor(Date.now() / 1000);
  const token = new SignJWT({ tenant: request.tenant, scope: request.scopes.join(" ") })
    .setProtectedHeader({ alg: ALGORITHM, typ: "JWT", ...(request.keyId === undefined ? {} : { kid: request.keyId }) })
    .setSubject(request.subject)
    .setIssuedAt(now)
    .setExpirationTime(now + request.expiresInSeconds);
  if (request.issuer !== undefined) token.setIssuer(request.issuer);
  return token.sign(key);
}

type Key = Awaited<ReturnType<typeof importSPKI>>;

async function importPrivate(text: string): Promise<Key> {
  if (text.trimStart().startsWith("-----BEGIN")) return importPKCS8(text, ALGORITHM);
  const key = await importJWK(JSON.parse(text), ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError("the private key is a symmetric one: an Ed25519 key is needed");
  return key;
}

/** A key that checks signatures, with its id where it has one. */
export interface VerificationKey {
  readonly id: string | undefined;
  readonly key: Key;
}

const PEM_BLOCK = /-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g;

/** The keys in a text of PEM blocks, a JWK or a JWKS. Throws TypeError on anything but Ed25519 public keys. */
export async function importPublicKeys(text: string): Promise<VerificationKey[]> {
  const pem = text.match(PEM_BLOCK);
  if (pem !== null) return Promise.all(pem.map(importPem));
  const parsed: unknown = parse(text);
  const jwks = isRecord(parsed) && Array.isArray(parsed.keys) ? parsed.keys : [parsed];
  return Promise.all(jwks.map(importJwk));
}

async function importPem(pem: string): Promise<VerificationKey> {
  if (!pem.includes("BEGIN PUBLIC KEY")) throw new TypeError("a PEM public key starts with -----BEGIN PUBLIC KEY-----");
  return { id: undefined, key: await importSPKI(pem, ALGORITHM) };
}

async function importJwk(jwk: unknown): Promise<VerificationKey> {
  if (!isRecord(jwk) || jwk.kty !== "OKP" || jwk.crv !== "Ed25519" || typeof jwk.x !== "string") {
    throw new TypeError("a public key is an Ed25519 JWK (kty OKP, crv Ed25519, x)");
  }
  if ("d" in jwk) throw new TypeError("that JWK is a private key: give the service the public one only");
  const key = await importJWK({ kty: "OKP", crv: "Ed25519", x: jwk.x }, ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError("a public key is an Ed25519 JWK");
  return { id: typeof jwk.kid === "string" ? jwk.kid : undefined, key };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new TypeError("public keys are PEM blocks, a JWK or a JWKS", { cause });
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
