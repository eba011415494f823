import { execFile } from "node:child_process";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ProjectError } from "./names.js";

const run = promisify(execFile);

/** This package's folder. */
export const HERE = dirname(dirname(fileURLToPath(import.meta.url)));

/** What a project depends on, by package name. */
export interface PlatformPackages {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What agents run with; the rest is the command line and the local stack. */
const AT_RUN_TIME = ["@troupe/sdk", "@troupe/bus", "@troupe/contracts"];

/** The clone that this package runs from, or undefined when it was installed from a registry. */
export async function findClone(): Promise<string | undefined> {
  const root = dirname(dirname(HERE));
  const manifest = await readManifest(root).catch(() => undefined);
  return manifest?.name === "troupe-platform" ? root : undefined;
}

/** The published packages, at the version of this one. */
export async function publishedPackages(): Promise<PlatformPackages> {
  const { version } = await readManifest(HERE);
  return { dependencies: { "@troupe/sdk": `^${version}` }, devDependencies: { troupe: `^${version}` } };
}

/** Packs the clone's packages into `vendor/` of the project, so that it needs nothing published and no clone later. */
export async function vendorPackages(clone: string, project: string): Promise<PlatformPackages> {
  const vendor = join(project, "vendor");
  await mkdir(vendor, { recursive: true });
  const names = await workspaceNames(clone);
  const args = ["pack", ...names.flatMap((name) => ["-w", name]), "--pack-destination", vendor, "--json"];
  const packed = await npm(
    args,
    clone,
    "the packages could not be packed",
    "npm run setup in the clone, then try again",
  );
  const files = new Map(tarballsOf(packed).map(({ name, filename }) => [name, `file:vendor/${filename}`]));
  const isRunTime = (name: string) => AT_RUN_TIME.includes(name);
  const entries = [...files].sort(([a], [b]) => a.localeCompare(b));
  return {
    dependencies: Object.fromEntries(entries.filter(([name]) => isRunTime(name))),
    devDependencies: Object.fromEntries(entries.filter(([name]) => !isRunTime(name))),
  };
}

/** Runs npm and gives its output. Throws ProjectError. */
export async function npm(args: readonly string[], cwd: string, failure: string, hint: string): Promise<string> {
  const isWindows = process.platform === "win32";
  try {
    const options = { cwd, shell: isWindows, maxBuffer: 64 << 20, env: environment() };
    return (await run("npm", [...args], options)).stdout;
  } catch (cause) {
    const said = String((cause as { stderr?: string }).stderr ?? (cause as Error).message).trim();
    throw new ProjectError("environment", `${failure}:\n${said.split("\n").slice(-12).join("\n")}`, hint, cause);
  }
}

/** The environment without what an outer npm set for its own run, which would point this one at the outer project. */
function environment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(config_(local_prefix|prefix|workspace|package|call)|package_|lifecycle_|command)/i.test(name),
  );
  return Object.fromEntries(inherited);
}

function tarballsOf(output: string): { name: string; filename: string }[] {
  const parsed = JSON.parse(output) as unknown;
  const list = Array.isArray(parsed) ? parsed : Object.values(parsed as object);
  return (list as { name: string; filename: string }[]).map(({ name, filename }) => ({ name, filename }));
}

async function workspaceNames(clone: string): Promise<string[]> {
  const names: string[] = [];
  for (const folder of ["libs", "services", "sdk"]) {
    for (const entry of await readdir(join(clone, folder))) {
      const manifest = await readManifest(join(clone, folder, entry)).catch(() => undefined);
      if (manifest !== undefined && manifest.private !== true) names.push(manifest.name);
    }
  }
  return names;
}

async function readManifest(folder: string): Promise<{ name: string; version: string; private?: boolean }> {
  return JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
}
