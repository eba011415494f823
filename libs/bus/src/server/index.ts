export * from "./nats-server.js";
export * from "./version.js";
