import { TOPICS, type Topic, TroupeError } from "@troupe/contracts";

/** Streams beside the eight of the topics. */
export const DELAYED_STREAM = "TROUPE_DELAYED";
export const DEAD_LETTER_STREAM = "TROUPE_DEAD_LETTERS";

/** KV buckets of the bus. */
export const GROUPS_BUCKET = "troupe_groups";
export const ATTEMPTS_BUCKET = "troupe_attempts";
export const RELEASED_BUCKET = "troupe_released";

/** Durable consumer that the replicas share to release delayed events. */
export const RELEASE_CONSUMER = "troupe-release";

const EVENTS = "troupe";
const TO_GROUP = "troupe-to";
const DELAYED = "troupe-delayed";
const DEAD = "troupe-dead";
/** Separates tenant and group in a consumer's name; a tenant holds no underscore. */
const BETWEEN = "__";

const TENANT = /^[a-z0-9][a-z0-9-]{0,62}$/;
const TYPE = /^[a-z0-9_-]+(?:\.[a-z0-9_-]+){1,7}$/;
const GROUP = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const ID = /^[!-.0-~]{1,128}$/;

function checked(pattern: RegExp, name: string, value: string): string {
  if (pattern.test(value)) return value;
  throw new TroupeError("VALIDATION_FAILED", `${JSON.stringify(value).slice(0, 200)} is not a valid ${name}`, {
    errors: [{ pointer: `/${name}`, message: `not a valid ${name}` }],
  });
}

const streams = new Map<Topic, string>(
  TOPICS.map((topic) => [topic, `TROUPE_${topic.toUpperCase().replaceAll("-", "_")}`]),
);
const topics = new Map<string, Topic>([...streams].map(([topic, stream]) => [stream, topic]));

/** Name of the stream that keeps a topic: `action-requests` is in `TROUPE_ACTION_REQUESTS`. */
export function streamOf(topic: Topic): string {
  const stream = streams.get(topic);
  if (stream === undefined) throw new TroupeError("VALIDATION_FAILED", `${JSON.stringify(topic)} is not a topic`);
  return stream;
}

/** Topic that a stream keeps, or undefined when it is not a topic's stream. */
export const topicOfStream = (stream: string): Topic | undefined => topics.get(stream);

/** Subjects a topic's stream listens to: every tenant's events, and events replayed to one group. */
export const streamSubjects = (topic: Topic): string[] => [`${EVENTS}.*.${topic}.>`, `${TO_GROUP}.*.${topic}.>`];
export const delayedStreamSubjects = (): string[] => [`${DELAYED}.>`];
export const deadLetterStreamSubjects = (): string[] => [`${DEAD}.>`];

/** Subject of an event. Throws VALIDATION_FAILED for a tenant or type out of grammar. */
export function eventSubject(tenant: string, topic: Topic, type: string): string {
  streamOf(topic);
  return `${EVENTS}.${checked(TENANT, "tenant", tenant)}.${topic}.${checked(TYPE, "type", type)}`;
}

/** Subject filter for one of a tenant's type filters on a topic; `>` selects every type. */
export const eventFilter = (tenant: string, topic: Topic, filter: string): string =>
  `${EVENTS}.${checked(TENANT, "tenant", tenant)}.${topic}.${filter}`;

/** Subject filters that select `types` (all when empty) of a tenant on a topic, none covered by another. */
export const eventFilters = (tenant: string, topic: Topic, types: readonly string[]): string[] =>
  distinctFilters(types).map((filter) => eventFilter(tenant, topic, filter));

/** Subject on which a replayed event reaches one group alone; the header {@link GROUP_HEADER} says which. */
export const groupEventSubject = (tenant: string, topic: Topic, type: string): string =>
  `${TO_GROUP}.${checked(TENANT, "tenant", tenant)}.${topic}.${checked(TYPE, "type", type)}`;

/** Names the group that a message on {@link groupEventSubject} is for. */
export const GROUP_HEADER = "Troupe-Group";

/** Whether a message is for one group alone. */
export const isToGroup = (subject: string): boolean => subject.startsWith(`${TO_GROUP}.`);

/**
 * Subject filters of a group's consumer on one topic: events of its types, and those replayed to any one group. One
 * filter serves both, since a consumer with several reads a backlog a hundred times slower on nats-server 2.10.
 */
export const groupFilters = (tenant: string, topic: Topic, types: readonly string[]): string[] =>
  distinctFilters(types).map((filter) => `*.${checked(TENANT, "tenant", tenant)}.${topic}.${filter}`);

/** Subject on which an event waits until it is due. */
export const delayedSubject = (tenant: string, topic: Topic, type: string): string =>
  `${DELAYED}.${checked(TENANT, "tenant", tenant)}.${topic}.${checked(TYPE, "type", type)}`;

/** Subject of a dead letter; `*` for any group or id. */
export const deadLetterSubject = (tenant: string, group: string, id: string): string =>
  `${DEAD}.${checked(TENANT, "tenant", tenant)}.${group === "*" ? "*" : groupToken(group)}.${id}`;

/** `Nats-Msg-Id` of an event. Throws VALIDATION_FAILED for an id out of grammar. */
export const messageId = (tenant: string, id: string): string => `${tenant}/${checked(ID, "id", id)}`;

/** `Nats-Msg-Id` of a delayed event: one stream holds those of all topics. */
export const delayedMessageId = (tenant: string, topic: Topic, id: string): string =>
  `${tenant}/${topic}/${checked(ID, "id", id)}`;

/** A group as one token of a subject, KV key or consumer name: its dots become `=`. */
export const groupToken = (group: string): string => checked(GROUP, "group", group).replaceAll(".", "=");
export const groupOfToken = (token: string): string => token.replaceAll("=", ".");

/** Key of a group's definition in the KV bucket of groups. */
export const groupKey = (tenant: string, group: string): string =>
  `${checked(TENANT, "tenant", tenant)}.${groupToken(group)}`;

/** Name of a group's durable consumer, the same on each of its topics. */
export const consumerName = (tenant: string, group: string): string =>
  `${checked(TENANT, "tenant", tenant)}${BETWEEN}${groupToken(group)}`;

/** Tenant and group of a consumer's name, or undefined when it is no group's. */
export function parseConsumerName(name: string): { tenant: string; group: string } | undefined {
  const at = name.indexOf(BETWEEN);
  if (at < 1) return undefined;
  return { tenant: name.slice(0, at), group: groupOfToken(name.slice(at + BETWEEN.length)) };
}

/** Type filters without those another one covers; `[">"]` for none. */
export function distinctFilters(types: readonly string[]): string[] {
  if (types.length === 0) return [">"];
  const unique = [...new Set(types)];
  return unique.filter((filter) => !unique.some((other) => other !== filter && covers(other, filter)));
}

/** Whether every type that `inner` selects is selected by `outer` too. */
export function covers(outer: string, inner: string): boolean {
  const wide = outer.split(".");
  const narrow = inner.split(".");
  for (const [at, want] of wide.entries()) {
    const token = narrow[at];
    if (token === undefined) return false;
    if (want === ">") return true;
    if (token === ">") return false;
    if (want !== "*" && want !== token) return false;
  }
  return wide.length === narrow.length;
}
