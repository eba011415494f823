export { chooseEmbedders } from "./choose.js";
export { type Embedder, type EmbeddingModel, vectorText } from "./embedder.js";
export { LOCAL_MODEL, localEmbedder } from "./local.js";
export { type OpenAiOptions, openAiEmbedder } from "./openai.js";
export { EMBEDDING_SECRETS, type EmbeddingSettings, embeddingSettings } from "./settings.js";
