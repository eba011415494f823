/** An image that runs the module as its command, as nobody, with nothing but Node in it. */
export const dockerfile = (): string => `FROM node:22-alpine
WORKDIR /app
COPY typescript/ ./
USER node
ENTRYPOINT ["node", "/app/cli.js"]
`;
