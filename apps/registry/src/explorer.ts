import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const require = createRequire(import.meta.url);

/** The explorer's files come from the installed packages: no network is needed to open it. */
const FILES: Record<string, { of: string; path: string; type: string }> = {
  'react.js': { of: 'react', path: 'umd/react.production.min.js', type: 'text/javascript' },
  'react-dom.js': { of: 'react-dom', path: 'umd/react-dom.production.min.js', type: 'text/javascript' },
  'graphiql.js': { of: 'graphiql', path: 'graphiql.min.js', type: 'text/javascript' },
  'graphiql.css': { of: 'graphiql', path: 'graphiql.min.css', type: 'text/css' },
};

const read = (of: string, path: string) => readFileSync(join(dirname(require.resolve(`${of}/package.json`)), path));

const START = `
const start = \`# The registry answers in force on one date, as known on another. Press the play button.
{
  arrangements(first: 5) {
    totalCount
    nodes { id title status signedOn { date } parties { role party { name } } }
  }
}
\`;
const headers = { 'content-type': 'application/json' };
const fetcher = (params, options) =>
  fetch('/graphql', { method: 'POST', headers: { ...headers, ...options?.headers }, body: JSON.stringify(params) }).then((answer) => answer.json());
ReactDOM.createRoot(document.getElementById('explorer')).render(
  React.createElement(GraphiQL, { fetcher, defaultQuery: start, shouldPersistHeaders: false }),
);
`;

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Labour Arrangement Registry: explorer</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/explorer/graphiql.css" />
    <style>html, body, #explorer { height: 100vh; margin: 0 }</style>
  </head>
  <body>
    <main id="explorer">Loading the explorer. It needs JavaScript; the API itself is at /graphql.</main>
    <script src="/explorer/react.js"></script>
    <script src="/explorer/react-dom.js"></script>
    <script src="/explorer/graphiql.js"></script>
    <script src="/explorer/start.js"></script>
  </body>
</html>
`;

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src data:; connect-src 'self'; worker-src 'self' blob:; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Serves GraphiQL at `/explorer`. */
export function serveExplorer(app: FastifyInstance): void {
  app.get('/', (_, reply) => reply.redirect('/explorer'));
  app.get('/explorer', (_, reply) => reply.headers(HEADERS).type('text/html; charset=utf-8').send(PAGE));
  app.get('/explorer/start.js', (_, reply) =>
    reply.headers(HEADERS).type('text/javascript; charset=utf-8').send(START),
  );
  for (const [name, { of, path, type }] of Object.entries(FILES)) {
    let content: Buffer | undefined;
    app.get(`/explorer/${name}`, (_, reply) => {
      content ??= read(of, path);
      return reply
        .headers({ ...HEADERS, 'cache-control': 'public, max-age=86400' })
        .type(`${type}; charset=utf-8`)
        .send(content);
    });
  }
}
