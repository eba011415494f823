export { instanceMethod } from "./class-calls.js";
