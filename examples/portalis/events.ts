import { STAGES } from "@troupe/equivalence";
import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

/** Bodies travel as Content; events name them by their SHA-256. */
const content = z.string().regex(/^[0-9a-f]{64}$/);

/** What the report is to say of a program, and where. */
const finding = z.object({
  severity: z.enum(["error", "warning"]),
  code: z.string(),
  file: z.string(),
  line: z.number(),
  column: z.number(),
  construct: z.string(),
  message: z.string(),
  suggestion: z.string().optional(),
});

/** What a stage made of a program. */
const made = z.object({
  /** Absent where it is the program's end, which has an entry of its own. */
  content: content.optional(),
  ms: z.number(),
  /** Whether it was known from before. */
  cached: z.boolean(),
  /** How long the slowest run of the original took. */
  slowestMs: z.number().optional(),
  warnings: z.array(finding).optional(),
  /** Whether a module was built to run fast. */
  isFast: z.boolean().optional(),
});

const verdict = z.enum(["equal", "different", "inconclusive", "unsupported", "failed"]);
/** How a program ended: its verdict, and its entry in the report as Content. */
const ended = z.object({ verdict, entry: content });
export type Ended = z.output<typeof ended>;

/** A program on its way: what it is, and what each stage made of it so far. */
const work = z.object({
  unit: z.string(),
  main: z.string(),
  files: z.record(z.string(), content),
  inputs: content,
  release: z.boolean(),
  package: z.boolean(),
  /** Built to run fast, because Python itself runs long. */
  fast: z.boolean(),
  /** Whether a language model may propose a body where the Rust is wrong. */
  repair: z.boolean().default(false),
  /** How it ended before it was to be repaired. */
  first: ended.optional(),
  made: z.record(z.string(), made),
});
export type Work = z.output<typeof work>;
export type Made = z.output<typeof made>;

const reply = z.object({
  work,
  ended: ended.optional(),
  /** Whether it ended by wrong Rust. */
  repairable: z.boolean().optional(),
});
export type StageReply = z.output<typeof reply>;

const requestOf = <S extends z.ZodType>(name: string, description: string, schema: S) =>
  defineEvent({ type: `portalis.${name}.requested`, topic: "action-requests", description, schema });
const answerOf = <S extends z.ZodType>(name: string, description: string, schema: S) =>
  defineEvent({ type: `portalis.${name}.completed`, topic: "action-results", description, schema });

const stage = (name: string, asked: string, answered: string) => ({
  name,
  request: requestOf(name, asked, work),
  answer: answerOf(name, answered, reply),
});
export type Stage = ReturnType<typeof stage>;

/** What is done to each program, by the worker that does it. */
export const stages = {
  ingest: stage("ingest", "Read a program's files", "Its syntax tree, and what is in it"),
  analysis: stage("analysis", "Understand a program", "Scopes, types, effects and calls"),
  specification: stage("specification", "Give a program its Rust types", "Types, signatures and traits"),
  transpilation: stage("transpilation", "Write the bodies", "The program in Rust"),
  build: stage("build", "Build a program", "A WASI module"),
  observation: stage("observation", "Run the original", "What Python did on each input, and its functions"),
  test: stage("test", "Run the module and compare", "The verdict"),
  repair: stage("repair", "Propose a body where the Rust is wrong", "The verdict, with or without it"),
  packaging: stage("packaging", "Package a module", "An archive with bindings and a chart"),
} as const;
export type StageName = keyof typeof stages;

const error = z.object({
  stage: z.enum(STAGES),
  type: z.string(),
  message: z.string(),
  location: z.object({ file: z.string(), line: z.number(), column: z.number() }).nullable(),
  context: z.record(z.string(), z.unknown()),
  recoverable: z.boolean(),
});

const unit = work.omit({ release: true, package: true, fast: true, repair: true, first: true, made: true }).extend({
  /** Units that come first. */
  needs: z.array(z.string()),
  /** Set where there is nothing to translate. */
  ended: ended.optional(),
});
export type Unit = z.output<typeof unit>;

/** A program as a list names it; `fault` says why it cannot be translated. */
export const listed = unit.omit({ ended: true }).extend({ fault: error.optional() });
export type Listed = z.output<typeof listed>;

/** As many programs as a goal names itself. */
export const MOST_NAMED = 16;

/** The goal: a few programs, a list of many, or an archive, to be translated. */
export const translation = requestOf(
  "translation",
  "Translate Python programs to WebAssembly and show that they do the same",
  z.object({
    title: z.string(),
    /** Programs of which nothing has to be found out. */
    units: z
      .array(listed.omit({ fault: true }))
      .min(1)
      .max(MOST_NAMED)
      .optional(),
    /** A JSON list of programs, or an archive's bytes. */
    programs: content.optional(),
    archive: content.optional(),
    release: z.boolean().default(false),
    package: z.boolean().default(false),
    repair: z.boolean().default(false),
  }),
);

const totals = z.record(z.string(), z.number());
export const translated = answerOf(
  "translation",
  "The report of a translation",
  z.object({ report: content, page: content, totals }),
);
export type Translated = z.output<typeof translated.schema>;

export const intake = requestOf(
  "intake",
  "Find the programs in files or an archive",
  z.object({ programs: content.optional(), archive: content.optional() }),
);
export const takenIn = answerOf(
  "intake",
  "The programs, modules before those that import them, or why there are none",
  z.object({ units: z.array(unit), error: error.optional() }),
);

/** What a program came to: its entry, or the failure of a task that no attempt could end. */
const outcome = z.object({
  unit: z.string(),
  verdict,
  entry: content.optional(),
  failure: z.string().optional(),
});
export type Outcome = z.output<typeof outcome>;
