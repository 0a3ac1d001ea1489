type Bytes = Uint8Array<ArrayBuffer>;

/** Read at once. A blob's own stream may give all of it in one piece, and then there would be no progress. */
const PIECE_BYTES = 64 * 1024;

/** A body of `multipart/form-data` with one file, in the field `file`. */
interface Multipart {
  /** Read only as fast as it is taken, so it is never whole in memory. */
  body: ReadableStream<Bytes>;
  contentType: string;
}

/** Makes the body by hand (RFC 7578): of a FormData nobody learns how much was taken. `onTaken` is told how many bytes of the file were. */
export function multipart(file: Blob, name: string, onTaken: (bytes: number) => void): Multipart {
  const random = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(36)).join('');
  const boundary = `----parley${random}`;
  const type = /^[\x20-\x7e]+$/.test(file.type) ? file.type : 'application/octet-stream';
  const disposition = `Content-Disposition: form-data; name="file"; filename="${escaped(name)}"`;
  const head = `--${boundary}\r\n${disposition}\r\nContent-Type: ${type}\r\n\r\n`;
  const tail = `\r\n--${boundary}--\r\n`;
  return { body: streamOf(head, file, tail, onTaken), contentType: `multipart/form-data; boundary=${boundary}` };
}

function streamOf(head: string, file: Blob, tail: string, onTaken: (bytes: number) => void): ReadableStream<Bytes> {
  const encoder = new TextEncoder();
  let taken = 0;
  return new ReadableStream<Bytes>(
    {
      start: (body) => body.enqueue(encoder.encode(head)),
      async pull(body) {
        onTaken(taken); // asked for more: what came before is taken
        const piece = file.slice(taken, taken + PIECE_BYTES);
        if (piece.size > 0) {
          taken += piece.size;
          return body.enqueue(new Uint8Array(await piece.arrayBuffer()));
        }
        body.enqueue(encoder.encode(tail));
        body.close();
      },
    },
    { highWaterMark: 0 },
  );
}

/** As browsers write a file's name (https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data). */
function escaped(name: string): string {
  return name.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
