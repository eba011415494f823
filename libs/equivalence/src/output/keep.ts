import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Gathered } from "../intake/gather.js";
import { sha256 } from "../package/archive.js";
import { packageProgram } from "../package/package.js";
import type { FileReport } from "../pipeline.js";
import { reportHtml } from "../report/html.js";
import type { Report, ReportEntry } from "../report/report.js";

/** What was written for one program. */
export interface Kept {
  wasm?: string;
  entry?: Partial<ReportEntry>;
}

/** Writes what was made of one program below the folder: the Rust, the module, and, if it is equal, its package. */
export async function keepOne(out: string, found: Gathered, report: FileReport, wantsPackage: boolean): Promise<Kept> {
  const { rust, wasm, verdict, cases, functions } = report;
  if (rust === undefined) return {};
  const stem = join(out, found.stem);
  await mkdir(dirname(stem), { recursive: true });
  await writeFile(`${stem}.rs`, rust);
  if (wasm === undefined) return {};
  await writeFile(`${stem}.wasm`, wasm);
  if (!wantsPackage || verdict !== "equal") return { wasm: `${stem}.wasm` };
  const sources = found.program.files;
  const made = await packageProgram({ file: found.path, sources, rust, wasm, verdict, cases, functions });
  await writeFile(join(dirname(stem), made.fileName), made.bytes);
  return { wasm: `${stem}.wasm`, entry: { package: join(dirname(found.stem), made.fileName) } };
}

/** Writes the report of all programs, and the checksums of the packages. */
export async function keepAll(out: string, report: Report): Promise<void> {
  await mkdir(out, { recursive: true });
  await writeFile(join(out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
  await writeFile(join(out, "report.html"), reportHtml(report));
  const packages = report.files.flatMap((file) => file.package ?? []).sort();
  if (packages.length === 0) return;
  const sums = packages.map(async (path) => `${sha256(await readFile(join(out, path)))}  ${path}\n`);
  await writeFile(join(out, "SHA256SUMS"), (await Promise.all(sums)).join(""));
}
