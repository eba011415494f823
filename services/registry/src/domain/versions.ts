import type { JsonSchema, MirroredType, Topic } from "@troupe/contracts";
import { compare, major } from "semver";

/** One registered version of an event type, as far as the decisions here need it. */
export interface TypeVersion {
  readonly version: string;
  readonly topic: Topic;
  readonly schema: JsonSchema;
}

/** Most bytes of schemas that the mirror keeps of a type: the newest go in first. */
const MAX_MIRRORED_BYTES = 512 * 1024;

/** Newest first. */
export function newestFirst<T extends { readonly version: string }>(versions: readonly T[]): T[] {
  return [...versions].sort((a, b) => compare(b.version, a.version));
}

export const isNewer = (version: string, than: string): boolean => compare(version, than) > 0;
export const isMajorBump = (version: string, from: string): boolean => major(version) > major(from);

/** What the events service gets to know of a type; undefined when it has no version. */
export function mirrorOf(type: string, versions: readonly TypeVersion[]): MirroredType | undefined {
  const sorted = newestFirst(versions);
  const [newest] = sorted;
  if (newest === undefined) return undefined;
  const schemas: Record<string, JsonSchema> = {};
  let bytes = 0;
  for (const { version, schema } of sorted) {
    bytes += JSON.stringify(schema).length;
    if (bytes > MAX_MIRRORED_BYTES && version !== newest.version) break;
    schemas[version] = schema;
  }
  return { type, topic: newest.topic, version: newest.version, schemas };
}
