# syntax=docker/dockerfile:1

FROM node:24-slim AS build
WORKDIR /parley
COPY package.json package-lock.json ./
COPY client/package.json client/
COPY web/package.json web/
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM node:24-slim AS dependencies
WORKDIR /parley
COPY package.json package-lock.json ./
COPY client/package.json client/
COPY web/package.json web/
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund && npm cache clean --force

FROM node:24-slim
# For voice notes of every kind and posters of films.
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
ENV NODE_ENV=production
WORKDIR /parley
COPY --from=dependencies /parley/node_modules node_modules
COPY --from=build /parley/dist dist
COPY --from=build /parley/client/dist client/dist
COPY --from=build /parley/web/dist web/dist
COPY package.json openapi.json asyncapi.json ./
COPY client/package.json client/
# /data holds the SQLite file, uploaded files and the outbox; with DATABASE_URL set it stays small.
RUN mkdir /data && chown node:node /data
ENV DATA_DIR=/data
VOLUME /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# No shell and no npm in between: the program receives SIGTERM itself and finishes its work.
CMD ["node", "--enable-source-maps", "dist/src/main.js"]
