export { instanceMethod } from "./classes.js";
