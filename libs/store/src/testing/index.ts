export { storeConformance } from "./conformance.js";
export { findPostgres, startPostgres, type TestPostgres } from "./postgres.js";
export { unprotectedTables } from "./protection.js";
