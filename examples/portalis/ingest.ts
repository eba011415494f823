import {
  ArchiveRefused,
  type Finding,
  programsOn,
  readArchive,
  refusalOf,
  type StageError,
  shelfOf,
} from "@troupe/equivalence";
import { LARGEST_SOURCE, parse, Refusal } from "@troupe/translate";
import { z } from "zod";
import { type Artifacts, artifactsOf } from "./artifacts.js";
import { idOf } from "./cache.js";
import { entryOf } from "./entry.js";
import { intake, type Listed, listed, stages, takenIn, type Unit } from "./events.js";
import { listPrograms } from "./listing.js";
import { type Job, type Product, StageFailure, stageWorker, takeStage } from "./stage-worker.js";
import { typedProgram } from "./typed.js";
import { warmUp } from "./warm.js";

type Goal = z.output<typeof intake.schema>;
type Answer = z.output<typeof takenIn.schema>;

/** Most programs of one translation: what a planner's one decision holds. */
const MOST_UNITS = 1000;

/** Finds the programs of a translation, and reads each: its syntax tree, and what is in it. */
const worker = stageWorker("ingest", "python-ingest");

worker.onTask(intake, { replies: takenIn }, async ({ data, context }) => {
  const artifacts = artifactsOf(context.content);
  try {
    return await unitsOf(await programsIn(data, artifacts), artifacts);
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    return { units: [], error: refusal("archive", error.message, { member: error.member ?? null }) };
  }
});

/** The programs that are asked for: those of the list, or those found in the archive. */
async function programsIn({ programs, archive }: Goal, artifacts: Artifacts): Promise<Listed[]> {
  if (archive === undefined) return z.array(listed).parse(await artifacts.json(programs ?? ""));
  const members = await readArchive(Buffer.from(await artifacts.bytes(archive)));
  const found = await programsOn(shelfOf(new Map(members.map(({ path, bytes }) => [path, bytes]))));
  return listPrograms(found, ({ path }) => path, artifacts.put);
}

async function unitsOf(programs: readonly Listed[], artifacts: Artifacts): Promise<Answer> {
  if (programs.length === 0) return { units: [], error: refusal("empty", "there is no Python file in it", {}) };
  if (programs.length > MOST_UNITS) {
    return { units: [], error: refusal("too-many", `${programs.length} programs are more than ${MOST_UNITS}`, {}) };
  }
  const units = programs.map(async ({ fault, ...unit }): Promise<Unit> => {
    if (fault === undefined) return unit;
    const verdict = fault.type === "encoding" ? "unsupported" : "failed";
    const { needs: _, ...named } = unit;
    const work = { ...named, release: false, package: false, repair: false, fast: false, made: {} };
    const entry = entryOf(work, { verdict, cases: 0, diagnostics: [findingAt(fault)], functions: [], error: fault });
    return { ...unit, ended: { verdict, entry: await artifacts.put(JSON.stringify(entry), "application/json") } };
  });
  return { units: await Promise.all(units) };
}

function findingAt({ type, message, location, context }: StageError): Finding {
  const { file = "", line = 1, column = 1 } = location ?? {};
  const { construct = type, suggestion } = context as { construct?: string; suggestion?: string };
  const code = type === "encoding" ? "syntax" : "internal";
  const said = { severity: "error" as const, code, file, line, column, construct, message };
  return suggestion === undefined ? said : { ...said, suggestion };
}

const refusal = (type: string, message: string, context: Record<string, unknown>): StageError => ({
  stage: "ingest",
  type,
  message,
  location: null,
  context,
  recoverable: false,
});

takeStage(worker, stages.ingest, async ({ work, artifacts }: Job): Promise<Product> => {
  const { main, files } = await artifacts.program(work);
  const isHuge = Object.values(files).some(({ length }) => length > LARGEST_SOURCE);
  if (isHuge) await typedProgram(work, artifacts);
  const read = Object.entries(files).map(([name, text]) => {
    const tree = treeOf(name, text);
    return [
      name,
      { lines: text.split("\n").length, bytes: Buffer.byteLength(text), sha256: idOf(text), tree },
    ] as const;
  });
  return { body: JSON.stringify({ main, files: Object.fromEntries(read) }, plain) };
});

/** Numbers of any length, as JSON has them. */
const plain = (_key: string, value: unknown): unknown => (typeof value === "bigint" ? String(value) : value);

function treeOf(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    const found = cause.diagnostic(file);
    throw new StageFailure(refusalOf([found], file), "unsupported", [found]);
  }
}

void warmUp(parse);
await worker.run();
