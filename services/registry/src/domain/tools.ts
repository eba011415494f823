import type { EventTypeRecord, JsonSchema } from "@troupe/contracts";

/** A function tool of OpenAI's chat completions. */
export interface OpenAiTool {
  readonly type: "function";
  readonly function: { readonly name: string; readonly description: string; readonly parameters: JsonSchema };
}

/** A tool of the Model Context Protocol (revision 2025-06-18, `tools/list`). */
export interface McpTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
}

const MAX_NAME = 64;

/** Types that ask for something: what a model may call. */
export const isActionable = (type: Pick<EventTypeRecord, "topic">): boolean => type.topic === "action-requests";

/**
 * Names of at most 64 of `a-z A-Z 0-9 _ -`, one for each type and never two alike: dots become `__`, and a name that is
 * too long or taken ends in the first characters of `hash(type)`.
 */
export function toolNames(types: readonly string[], hash: (type: string) => string): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const type of [...types].sort()) {
    const plain = type.replaceAll(".", "__");
    const isFree = plain.length <= MAX_NAME && !taken.has(plain);
    const name = isFree ? plain : `${plain.slice(0, MAX_NAME - 9)}_${hash(type).slice(0, 8)}`;
    taken.add(name);
    names.set(type, name);
  }
  return names;
}

const describe = (type: EventTypeRecord) => [type.purpose, type.description].filter(Boolean).join("\n\n") || type.type;

/** A tool's parameters are an object; a schema of something else is carried as its one property. */
function parametersOf({ schema }: EventTypeRecord): JsonSchema {
  const { $schema: _dialect, $id: _id, ...bare } = schema;
  if (bare.type === "object") return bare;
  return { type: "object", properties: { data: bare }, required: ["data"] };
}

export function openAiTools(types: readonly EventTypeRecord[], hash: (type: string) => string): OpenAiTool[] {
  const names = toolNames(
    types.map(({ type }) => type),
    hash,
  );
  return types.map((type) => ({
    type: "function",
    function: { name: names.get(type.type) ?? type.type, description: describe(type), parameters: parametersOf(type) },
  }));
}

export function mcpTools(types: readonly EventTypeRecord[], hash: (type: string) => string): McpTool[] {
  const names = toolNames(
    types.map(({ type }) => type),
    hash,
  );
  return types.map((type) => ({
    name: names.get(type.type) ?? type.type,
    description: describe(type),
    inputSchema: parametersOf(type),
  }));
}
