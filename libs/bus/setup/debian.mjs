import { execFile } from "node:child_process";
import { access, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
/** Release whose package is the engine that Troupe is developed and tested with. */
const USUAL_SUITE = "trixie";
const KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
const CODENAMES = /^(stable|oldstable|testing|unstable|sid|bullseye|bookworm|trixie|forky|duke)(-|$)/;

/** Entries of a deb822 `.sources` file: fields by lower-case name; comments and continued lines are minded. */
export function parseDeb822(text) {
  return text
    .split(/\r?\n[ \t]*(?:\r?\n)+/)
    .map((stanza) => {
      const fields = {};
      let name;
      for (const line of stanza.split(/\r?\n/)) {
        if (line.startsWith("#")) continue;
        const field = /^([A-Za-z][A-Za-z-]*):\s*(.*)$/.exec(line);
        if (field !== null) {
          name = field[1].toLowerCase();
          fields[name] = field[2].trim();
        } else if (name !== undefined && /^\s+\S/.test(line)) {
          fields[name] += `\n${line.trim()}`;
        }
      }
      return fields;
    })
    .filter((fields) => fields.uris !== undefined && !/^(no|false|0|off|disable)$/i.test(fields.enabled ?? ""))
    .map((fields) => ({
      types: words(fields.types),
      uris: words(fields.uris),
      suites: words(fields.suites),
    }));
}

/** Entries of a one-line `sources.list`: `deb [options] uri suite component…`. */
export function parseSourcesList(text) {
  return text
    .split(/\r?\n/)
    .map((line) => /^\s*(deb|deb-src)\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)/.exec(line.replace(/#.*/, "")))
    .filter((match) => match !== null)
    .map((match) => ({ types: [match[1]], uris: [match[2]], suites: [match[3]] }));
}

/** Address of the Debian mirror among source entries: not the security archive, and no other distribution. */
export function mirrorOf(entries) {
  for (const entry of entries) {
    if (!entry.types.includes("deb") || entry.suites.some((suite) => /security/.test(suite))) continue;
    if (!entry.suites.some((suite) => CODENAMES.test(suite))) continue;
    const uri = entry.uris.find((uri) => /\/debian(\.list)?\/?$/.test(uri));
    if (uri !== undefined) return uri;
  }
  return undefined;
}

/** The system's Debian mirror, or undefined where the system has no apt or no Debian source. */
export async function findMirror(root = "/etc/apt") {
  const parts = join(root, "sources.list.d");
  const names = await readdir(parts).catch(() => []);
  const files = [join(root, "sources.list"), ...names.sort().map((name) => join(parts, name))];
  const entries = [];
  for (const file of files) {
    const parse = file.endsWith(".sources") ? parseDeb822 : file.endsWith(".list") ? parseSourcesList : undefined;
    if (parse === undefined) continue;
    const text = await readFile(file, "utf8").catch(() => "");
    entries.push(...parse(text));
  }
  return mirrorOf(entries);
}

/** Whether this system can unpack a Debian package. */
export async function hasApt() {
  if (process.platform !== "linux") return false;
  try {
    await run("apt-get", ["--version"]);
    await run("dpkg", ["--version"]);
    return true;
  } catch {
    return false;
  }
}

/**
 * Fetches the distribution's package with an apt state of its own in `work` and unpacks it there; the system's
 * packages and lists are not touched, and no privilege is needed. Resolves with the binary's path.
 */
export async function unpackDebianPackage({ mirror, work, log, suite = USUAL_SUITE }) {
  const state = { lists: join(work, "lists"), cache: join(work, "cache"), parts: join(work, "parts") };
  for (const dir of [join(state.lists, "partial"), join(state.cache, "archives/partial"), state.parts]) {
    await mkdir(dir, { recursive: true });
  }
  const source = join(work, "debian.sources");
  const signed = (await exists(KEYRING)) ? `Signed-By: ${KEYRING}\n` : "";
  await writeFile(source, `Types: deb\nURIs: ${mirror}\nSuites: ${suite}\nComponents: main\n${signed}`);
  const settings = {
    "Dir::State::Lists": state.lists,
    "Dir::Cache": state.cache,
    "Dir::Etc::SourceList": source,
    "Dir::Etc::SourceParts": state.parts,
    "Dir::Etc::Preferences": "/dev/null",
    "Dir::Etc::PreferencesParts": state.parts,
    "APT::Sandbox::User": "root",
    "Acquire::Languages": "none",
    "Acquire::Retries": "2",
    "Acquire::http::Timeout": "20",
    "Acquire::https::Timeout": "20",
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const child = { cwd: work, env: { ...process.env, LC_ALL: "C" }, timeout: 180_000, maxBuffer: 16 << 20 };
  log(`reading the package lists of Debian ${suite}`);
  await run("apt-get", [...options, "-qq", "update"], child);
  log("fetching the package nats-server");
  await run("apt-get", [...options, "-qq", "download", "nats-server"], child);
  const archive = (await readdir(work)).find((name) => name.endsWith(".deb"));
  if (archive === undefined) throw new Error("apt-get download left no package");
  await run("dpkg", ["-x", archive, "unpacked"], child);
  for (const place of ["usr/sbin", "usr/bin"]) {
    const binary = join(work, "unpacked", place, "nats-server");
    if (await exists(binary)) return binary;
  }
  throw new Error(`${archive} holds no nats-server`);
}

const words = (text = "") => text.split(/\s+/).filter((word) => word !== "");

const exists = (path) =>
  access(path).then(
    () => true,
    () => false,
  );
