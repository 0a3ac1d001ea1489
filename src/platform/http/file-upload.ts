import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { Request } from 'express';
import { fail } from '../errors/problem.js';
import { takeTime } from './body-clock.js';

/** The form field that holds the file. */
export const FILE_FIELD = 'file';

/** Room for what stands around the file in a body. */
const ENVELOPE_BYTES = 64 * 1024;
const NAME_LENGTH = 200;

/** A file on its way in. */
export interface IncomingFile {
  /** As its sender calls it: no folders, no control characters, 1 to 200 characters. For showing alone. */
  name: string;
  /** Fails with what the caller is to be told when the file is too large or breaks off. */
  content: Readable;
}

/**
 * Reads a `multipart/form-data` body with exactly one file, in the field `file`, of at most `maxBytes`. `take` is called when the file begins and
 * consumes its content, which is streamed and never whole in memory. Resolves to what `take` answers once the body is read to its end. A body that is
 * refused for what follows the file is so after `take` is done: who calls this undoes what it did.
 * @throws Problem `request.unsupported_media`, `payload.too_large`, `request.malformed`, `validation.failed`, and what `take` throws.
 */
export async function receiveFile<T>(
  request: Request,
  maxBytes: number,
  take: (file: IncomingFile) => Promise<T>,
): Promise<T> {
  if (!request.is('multipart/form-data')) {
    throw fail('request.unsupported_media', {
      detail: `Send the file as multipart/form-data, in the field ${FILE_FIELD}.`,
    });
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes + ENVELOPE_BYTES) throw tooLarge(maxBytes);
  const form = parserOf(request, maxBytes);
  const timeIsOver = takeTime(request, () => form.destroy(fail('request.timeout')));
  const gone = () => {
    if (!request.complete) form.destroy(fail('request.malformed', { detail: 'The body broke off.' }));
  };
  request.once('close', gone).once('error', gone);
  if (request.destroyed) gone(); // before anybody listened
  let taken: Promise<T> | undefined;
  try {
    return await new Promise<T>((resolve, reject) => {
      form.on('file', (field, content, { filename }) => {
        content.on('error', () => undefined /* `take` hears it as well; here it must not end the process */);
        if (field !== FILE_FIELD || taken) {
          form.destroy(missing());
          return;
        }
        content.once('limit', () => content.destroy(tooLarge(maxBytes)));
        taken = take({ name: shownName(filename), content });
        taken.catch(reject);
      });
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
        form.on(limit, () => form.destroy(missing()));
      form.on('error', (error: Error) => reject(error instanceof Error && 'code' in error ? error : malformed(error)));
      form.on('close', () => {
        if (taken) taken.then(resolve, reject);
        else reject(missing());
      });
      request.pipe(form);
    });
  } catch (error) {
    request.unpipe(form);
    form.destroy();
    await taken?.catch(() => undefined /* it is one of the reasons; what it did is done now and can be undone */);
    throw error;
  } finally {
    timeIsOver();
    request.off('close', gone).off('error', gone);
    request.resume(); // the rest of a refused body is read away, so that its sender hears the answer
  }
}

function parserOf({ headers }: Request, maxBytes: number): busboy.Busboy {
  try {
    return busboy({
      headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 8, fieldSize: 1024, parts: 10, fileSize: maxBytes + 1 },
    });
  } catch (error) {
    throw malformed(error as Error);
  }
}

function shownName(filename: string | undefined): string {
  // oxlint-disable-next-line no-control-regex -- control characters and those that turn the line around do not belong in a name
  const plain = (filename ?? '').replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu, '');
  const last = plain
    .replace(/\p{Surrogate}/gu, '')
    .split(/[\\/]/)
    .at(-1)!
    .trim();
  return [...last].slice(0, NAME_LENGTH).join('') || 'file';
}

const malformed = (cause: Error) =>
  fail('request.malformed', { detail: 'The body is no whole multipart/form-data.', cause });

const tooLarge = (maxBytes: number) =>
  fail('payload.too_large', { detail: `A file may have at most ${maxBytes} bytes.` });

function missing() {
  const message = `exactly one file is needed, in the field ${FILE_FIELD}`;
  return fail('validation.failed', { fields: [{ field: FILE_FIELD, rule: 'oneFile', message }] });
}
