import { z } from "zod";

/** An agent that `troupe dev` starts beside the stack. */
export interface AgentCommand {
  readonly name: string;
  /** Run by the shell in the project's folder. */
  readonly command: string;
}

const nameSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
  message: "an agent's name is 1 to 64 letters, digits, dots, - and _",
});
const entrySchema = z.object({ name: nameSchema, command: z.string().min(1) });
const commandSchema = z.string().min(1);

/** `troupe.json`, or `troupe` in `package.json`: `agents` by name, or as a list. */
export const projectSchema = z.object({
  agents: z
    .union([
      z
        .record(nameSchema, commandSchema)
        .transform((byName) => Object.entries(byName).map(([name, command]) => ({ name, command }))),
      z.array(z.union([commandSchema, entrySchema])).transform((list) => list.map(named)),
    ])
    .default([]),
});

/** Agents given on the command line, named by what they run. */
export function agentsOfCommands(commands: readonly string[]): AgentCommand[] {
  return unique(commands.map(named));
}

/** Makes names differ: the second `node` becomes `node-2`. */
export function unique(agents: readonly AgentCommand[]): AgentCommand[] {
  const seen = new Map<string, number>();
  return agents.map(({ name, command }) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return { name: count === 1 ? name : `${name}-${count}`, command };
  });
}

function named(entry: string | AgentCommand): AgentCommand {
  if (typeof entry !== "string") return entry;
  const words = entry.trim().split(/\s+/);
  const script = words.findLast((word) => /\.[cm]?[jt]s$/.test(word)) ?? words[words.length - 1] ?? entry;
  const base = script.slice(script.lastIndexOf("/") + 1).replace(/\.[cm]?[jt]s$/, "");
  const name = base.replace(/[^A-Za-z0-9._-]/g, "").slice(0, 32);
  return { name: /^[A-Za-z0-9]/.test(name) ? name : "agent", command: entry };
}
