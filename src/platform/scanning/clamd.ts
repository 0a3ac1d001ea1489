import { once } from 'node:events';
import { connect, type NetConnectOpts, type Socket } from 'node:net';

/** The answers are a line; whatever says more is no ClamAV. */
const MAX_ANSWER = 4096;
const PORT = 3310;
const NOTHING_MORE = Buffer.alloc(4);

interface AskOptions {
  /** `tcp://host:3310` or `unix:/path`. */
  url: string;
  /** Milliseconds that the daemon has for each step: to be reached, to take a piece, to answer. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
  /** What follows the command, in pieces. */
  chunks?: AsyncIterable<Buffer>;
}

/**
 * Asks ClamAV's daemon and gives its answer (clamd(8): commands that begin with `z` and end with a zero byte; after INSTREAM each piece has its length
 * before it, and a length of zero ends it). One question per connection. The libraries for it were no help: `clamscan` writes on without waiting, so a
 * large file lies in memory, and gives null for an answer that it does not know; `clamdjs` knows no abort.
 * @throws the socket's error, a time-out, the reason of `signal`, or what `chunks` end with.
 */
export async function askClamd(command: 'INSTREAM' | 'VERSION', options: AskOptions): Promise<string> {
  const { chunks } = options;
  const socket = hearOut(connect(placeOf(options.url)));
  const answer = answerOn(socket);
  const wait = <T>(work: Promise<T>, what: string) =>
    within(Promise.race([work, answer.then(() => undefined)]), what, options);
  try {
    await wait(once(socket, 'connect'), 'be reached');
    let answered = false;
    void answer.then(
      () => (answered = true),
      () => (answered = true),
    );
    socket.write(`z${command}\0`);
    if (chunks) {
      for await (const chunk of chunks) {
        if (answered) break; // it has had enough, and says why
        if (chunk.length > 0 && !sendPiece(socket, chunk)) await wait(once(socket, 'drain'), 'take a piece');
      }
      if (!answered) socket.write(NOTHING_MORE);
    }
    return await within(answer, 'answer', options);
  } finally {
    socket.destroy();
  }
}

function placeOf(url: string): NetConnectOpts {
  if (url.startsWith('unix:')) return { path: url.slice('unix:'.length) };
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? PORT : Number(port) };
}

/**
 * A daemon that has had enough of a file says so and hangs up, often while we write: a failing write would then destroy the socket with the answer
 * unread in it (5 to 28 of 100 times, measured with ClamAV 1.4.6). So writes to somebody who hung up do not fail, and the reading side tells how it ends.
 */
function hearOut(socket: Socket): Socket {
  // oxlint-disable no-underscore-dangle -- so the methods are called that Node's streams ask their makers to write
  const write = socket._write.bind(socket);
  const writev = socket._writev?.bind(socket);
  const mild = (done: (error?: Error | null) => void) => (error?: Error | null) =>
    done(['EPIPE', 'ECONNRESET'].includes((error as NodeJS.ErrnoException | null)?.code ?? '') ? null : error);
  socket._write = (chunk, encoding, done) => write(chunk, encoding, mild(done));
  if (writev) socket._writev = (chunks, done) => writev(chunks, mild(done));
  return socket;
}

function answerOn(socket: Socket): Promise<string> {
  const answer = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end));
      else if (text.length > MAX_ANSWER) reject(new Error('what answers is no ClamAV'));
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the connection was closed without an answer')));
  });
  answer.catch(() => undefined /* whoever waits for it hears of it */);
  return answer;
}

/** In one write. A piece without bytes would be the end. */
function sendPiece(socket: Socket, chunk: Buffer): boolean {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length);
  socket.cork();
  socket.write(length);
  const goOn = socket.write(chunk);
  socket.uncork();
  return goOn;
}

function within<T>(work: Promise<T>, what: string, { timeoutMs, signal }: AskOptions): Promise<T> {
  return new Promise((resolve, reject) => {
    const give = () => reject(signal?.reason as Error);
    const late = setTimeout(() => reject(new Error(`it took longer than ${timeoutMs} ms to ${what}`)), timeoutMs);
    if (signal?.aborted) give();
    signal?.addEventListener('abort', give, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(late);
      signal?.removeEventListener('abort', give);
    });
  });
}
