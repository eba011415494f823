import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { agentNameOf, isTemplate, PROJECT_TEMPLATES, ProjectError, type ProjectTemplate } from "./names.js";
import { findClone, HERE, npm, type PlatformPackages, publishedPackages, vendorPackages } from "./packages.js";

/** Versions of what a project needs beside the platform. */
const ZOD = "^4.6.7";
const TYPESCRIPT = "~6.0.3";
const NODE_TYPES = "^20.19.0";

export interface ProjectRequest {
  /** Relative to `cwd`. It must be empty, or not there. */
  readonly folder: string;
  readonly template: string;
  readonly cwd: string;
  readonly install: boolean;
  readonly log: (line: string) => void;
}

export interface Project {
  readonly name: string;
  readonly folder: string;
  readonly template: ProjectTemplate;
  /** Lines that say what to do now. */
  readonly nextSteps: readonly string[];
}

/**
 * Makes a project that builds and runs. From a clone, the platform's packages are packed into it; else they come from
 * the registry. Throws ProjectError.
 */
export async function createProject(request: ProjectRequest): Promise<Project> {
  const { template, log } = request;
  if (!isTemplate(template)) {
    throw new ProjectError("input", `there is no template ${template}`, `one of ${PROJECT_TEMPLATES.join(", ")}`);
  }
  const folder = resolve(request.cwd, request.folder);
  const name = agentNameOf(folder);
  await requireEmpty(folder);
  await copyTemplate(join(HERE, "templates", template), folder, name);
  const clone = await findClone();
  if (clone !== undefined) log("packing the platform's packages from this clone into vendor/");
  const platform = clone === undefined ? await publishedPackages() : await vendorPackages(clone, folder);
  await writeFile(join(folder, "package.json"), `${JSON.stringify(manifestOf(name, platform), null, 2)}\n`);
  if (request.install) {
    log("installing (npm install)");
    const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"];
    const go = relative(request.cwd, folder) || ".";
    await npm(args, folder, "npm install failed", `cd ${go} && npm install`);
  }
  return { name, folder, template, nextSteps: nextSteps(relative(request.cwd, folder), request.install) };
}

function manifestOf(name: string, platform: PlatformPackages): object {
  return {
    name,
    version: "0.1.0",
    private: true,
    type: "module",
    engines: { node: ">=20.19" },
    scripts: {
      build: "tsc",
      start: "tsc && node dist/src/main.js",
      // In folders of their own: an agent that starts meanwhile must not read a file that is being written.
      ask: "tsc --outDir dist/ask && node dist/ask/src/ask.js",
      test: "tsc --outDir dist/tested && node --test dist/tested/test/*.test.js",
      dev: "troupe dev",
    },
    troupe: { agents: { [name]: "npm start --silent" } },
    dependencies: sorted({ ...platform.dependencies, zod: ZOD }),
    devDependencies: sorted({ ...platform.devDependencies, "@types/node": NODE_TYPES, typescript: TYPESCRIPT }),
  };
}

function nextSteps(folder: string, installed: boolean): string[] {
  const steps = [
    ...(folder === "" ? [] : [`cd ${folder}`]),
    ...(installed ? [] : ["npm install"]),
    "npm run dev          # the platform and your agent, until you interrupt it",
    "npm run ask          # in a second terminal: ask it something",
    "npm test             # its test, without a platform",
  ];
  return ["", "Made. Now:", "", ...steps.map((step) => `  ${step}`), "", "README.md goes on from there."];
}

async function requireEmpty(folder: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new ProjectError("input", `${folder} cannot be used: ${error.message}`, "name another folder", error);
  });
  if (entries.some((entry) => entry !== ".git")) {
    throw new ProjectError("input", `${folder} is not empty`, "name another folder");
  }
}

/** Copies the template's files; a leading `_` of a name stands for a dot, which packing would leave out. */
async function copyTemplate(from: string, to: string, name: string): Promise<void> {
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, entry.parentPath), entry.name.replace(/^_/, ".").replace(/\.txt$/, ""));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, (await readFile(source, "utf8")).replaceAll("{{name}}", name));
  }
}

function sorted(entries: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => a.localeCompare(b)));
}
