import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Where a command speaks, and where it is answered. */
export interface Terminal {
  out(text: string): void;
  err(text: string): void;
  /** One line of standard input. At a terminal it is asked for and not shown; otherwise it is read from the pipe. */
  secret(question: string): Promise<string>;
}

/** The process's own. */
export const terminal: Terminal = {
  out: (text) => void process.stdout.write(`${text}\n`),
  err: (text) => void process.stderr.write(`${text}\n`),
  secret: async (question) => {
    const { stdin } = process;
    if (stdin.isTTY) process.stderr.write(question);
    const nothing = new Writable({ write: (_chunk, _encoding, done) => done() }); // what is typed is not shown
    const lines = createInterface({ input: stdin, output: nothing, terminal: stdin.isTTY });
    try {
      for await (const line of lines) return line;
      return '';
    } finally {
      lines.close();
      if (stdin.isTTY) process.stderr.write('\n');
    }
  },
};
