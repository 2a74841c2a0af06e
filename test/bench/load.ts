/** A process that sends requests again and again over a few connections, and tells how long each answer took. */
import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Answers, Load } from './loader.js';

/** Connections that are kept, one request at a time on each. */
const CONNECTIONS = 8;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

function ask(url: string, body?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const headers =
      body === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    request(url, { agent, method, headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        if (answer.statusCode === 200) resolve(text);
        else reject(new Error(`${url} answered ${answer.statusCode}: ${text.slice(0, 500)}`));
      });
    })
      .on('error', reject)
      .end(body);
  });
}

async function run({ urls, bodies: asked, requests }: Load): Promise<Answers> {
  const millis: number[] = [];
  const bodies = new Map<string, string>();
  let sent = 0;
  const start = performance.now();
  const connection = async () => {
    while (sent < requests) {
      const turn = sent++;
      const begun = performance.now();
      const body = await ask(urls[turn % urls.length]!, asked?.[turn % asked.length]);
      millis.push(performance.now() - begun);
      const digest = createHash('sha256').update(body).digest('hex');
      if (!bodies.has(digest)) bodies.set(digest, body);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return { millis, elapsed: performance.now() - start, bodies: [...bodies.values()] };
}

process.on('message', (load: Load) => {
  run(load).then(
    (answers) => process.send!({ answers }),
    (error: unknown) => process.send!({ error: String(error) }),
  );
});
