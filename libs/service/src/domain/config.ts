import { z } from "zod";

/** What is said of one variable: its value is `null` when unset, and `***` when it is a secret. */
export const configEntrySchema = z.object({
  variable: z.string(),
  state: z.enum(["set", "defaulted", "wrong"]),
  value: z.string().nullable(),
  message: z.string().optional(),
});
export type ConfigEntry = z.infer<typeof configEntrySchema>;

export const configReportSchema = z.object({ ok: z.boolean(), entries: z.array(configEntrySchema) });
export type ConfigReport = z.infer<typeof configReportSchema>;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A service whose configuration has a fault does not start; the message names every fault at once. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly report: ConfigReport;

  constructor(report: ConfigReport) {
    const wrong = report.entries.filter((entry) => entry.state === "wrong");
    const lines = wrong.map((entry) => {
      const value = entry.value === null ? "is not set" : `is ${JSON.stringify(entry.value)}`;
      return `  ${entry.variable} ${value}: ${entry.message ?? "invalid"}`;
    });
    super(`the configuration has ${wrong.length} fault${wrong.length === 1 ? "" : "s"}:\n${lines.join("\n")}`);
    this.report = report;
  }
}

export interface ConfigDefinition<S extends z.ZodRawShape> {
  /** The parsed configuration; throws {@link ConfigError} that names all faults together. */
  parse(env: Environment): z.output<z.ZodObject<S>>;
  /** What is set, defaulted and wrong, with secrets redacted. */
  report(env: Environment): ConfigReport;
  /** The same for some of the variables, for where the rest is somebody else's to say. */
  only<N extends keyof S & string>(...names: readonly N[]): ConfigDefinition<Pick<S, N>>;
}

/**
 * Configuration from environment variables: one zod schema each, an empty variable counts as unset.
 * Values of `secrets` never appear in a report or a message.
 */
export function defineConfig<S extends z.ZodRawShape>(
  shape: S,
  options: { secrets?: readonly (keyof S & string)[] } = {},
): ConfigDefinition<S> {
  const schema = z.object(shape);
  const secrets = new Set<string>(options.secrets);
  const read = (env: Environment) =>
    schema.safeParse(Object.fromEntries(Object.keys(shape).map((name) => [name, env[name] || undefined])));

  const report = (env: Environment): ConfigReport => {
    const parsed = read(env);
    const faults = new Map(parsed.error?.issues.map((issue) => [String(issue.path[0]), issue]));
    const entries = Object.keys(shape).map((variable): ConfigEntry => {
      const raw = env[variable] || undefined;
      const value = raw === undefined ? null : redact(raw, secrets.has(variable));
      const fault = faults.get(variable);
      if (fault === undefined) return { variable, state: raw === undefined ? "defaulted" : "set", value };
      return { variable, state: "wrong", value, message: advice(fault, shape[variable], secrets.has(variable)) };
    });
    return { ok: parsed.success, entries };
  };

  return {
    report,
    only(...names) {
      const part = Object.fromEntries(names.map((name) => [name, shape[name]])) as Pick<S, (typeof names)[number]>;
      return defineConfig(part, { secrets: names.filter((name) => secrets.has(name)) });
    },
    parse(env) {
      const parsed = read(env);
      if (parsed.success) return parsed.data;
      throw new ConfigError(report(env));
    },
  };
}

/** What is wrong, and what to set: the variable's own description where it has one. */
function advice(fault: z.core.$ZodIssue, schema: unknown, secret: boolean): string {
  const description = schema instanceof z.ZodType ? schema.description : undefined;
  const wrong = secret && fault.code === "custom" ? "is not usable" : fault.message;
  return description === undefined ? wrong : `${wrong}; set ${description}`;
}

/** Secrets whole, and passwords inside URLs. */
function redact(value: string, secret: boolean): string {
  if (secret) return "***";
  return value.replace(/(\w+:\/\/)([^/@\s]+)@/g, "$1***@");
}
