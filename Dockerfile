# The registry in a container. It was not run: the machine it was written on has no container engine.
#
#   docker build -t labour-arrangement-registry .
#   docker run -p 3000:3000 -v registry-data:/data labour-arrangement-registry

FROM node:20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
WORKDIR /app
# The image brings a user named node. The folder is its own before the volume is mounted over it, so a new volume is too.
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
# The sample of real arrangements, recorded on the first start of the embedded store.
COPY --from=build /app/apps/registry/sample ./apps/registry/sample
USER node
VOLUME /data
EXPOSE 3000
# The first start makes the database and records the sample, which takes a while on a small machine.
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Without a shell or npm in between, so that SIGTERM reaches the registry and running appends are finished.
CMD ["node", "dist/apps/cli/src/main.js", "serve"]
