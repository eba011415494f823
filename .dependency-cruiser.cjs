/** The arrows that ARCHITECTURE.md allows between rooms. */
const vendor = (names) => `node_modules/(${names.join("|")})`;
module.exports = {
  forbidden: [
    {
      name: "no-circular",
      comment:
        "Types may refer to each other; values may not. A walk over a grammar is recursive by nature: inference in translate.",
      severity: "error",
      from: { pathNot: "^libs/translate/src/(infer|library)/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "contracts-import-zod-only",
      comment: "libs/contracts does no I/O: zod and itself.",
      severity: "error",
      from: { path: "^libs/contracts/src" },
      to: { pathNot: ["^libs/contracts/src", "node_modules/zod"] },
    },
    {
      name: "core-stays-pure",
      comment: "domain/ decides; it imports other domain code, contracts and pure libraries.",
      severity: "error",
      from: { path: "/src/domain/" },
      to: {
        pathNot: [
          "^(node:)?(crypto|util|buffer)$",
          "/src/domain/",
          "^libs/contracts/",
          "^libs/bus/dist/",
          "^libs/bus/src/(bus|clock)\\.ts$",
          vendor(["uuid", "zod", "ajv", "ajv-formats", "semver", "recheck", "stemmer"]),
        ],
      },
    },
    {
      name: "core-does-no-io",
      severity: "error",
      from: { path: "/src/domain/" },
      to: { dependencyTypes: ["core"], pathNot: ["^(node:)?(crypto|util|buffer)$"] },
    },
    {
      name: "nats-only-in-bus",
      severity: "error",
      from: { path: "^(libs|services|sdk)/", pathNot: "^libs/bus/" },
      to: { path: "node_modules/@nats-io/" },
    },
    {
      name: "database-drivers-only-in-store",
      severity: "error",
      from: { path: "^(libs|services|sdk)/", pathNot: "^libs/store/" },
      to: { path: vendor(["postgres", "@electric-sql"]) },
    },
    {
      name: "edges-do-not-reach-adapters",
      comment: "routes parse, call and map; they import no vendor of storage or transport.",
      severity: "error",
      from: { path: "/src/routes/" },
      to: { path: vendor(["drizzle-orm", "postgres", "@nats-io", "@electric-sql"]) },
    },
    {
      name: "services-do-not-import-each-other",
      severity: "error",
      from: { path: "^services/([^/]+)/" },
      to: { path: "^services/", pathNot: "^services/$1/" },
    },
    {
      name: "libs-do-not-look-up",
      severity: "error",
      from: { path: "^libs/" },
      to: { path: "^(services|sdk)/" },
    },
    {
      name: "bench-only-from-tests",
      comment: "A package's testing room is for tests, the SDK's own testing entry and the stack's tests.",
      severity: "error",
      from: { path: "/src/", pathNot: "/src/testing/" },
      to: { path: "/(src|dist)/testing/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(/dist/|/test/|\\.d\\.ts$)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
