import { randomBytes } from 'node:crypto';
import { mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { Config } from '../../platform/config/config.js';
import { FFmpeg } from '../../platform/processing/ffmpeg.js';
import { doubtful, reason, well, wrong, type Finding } from './finding.js';

const LITTLE_BYTES = 1_000_000_000;

/** Writes into DATA_DIR and asks how much room there is. */
export async function* examineFolder(dataDir: string): AsyncGenerator<Finding> {
  const probe = join(dataDir, `.doctor-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    await writeFile(probe, 'x');
    await rm(probe);
  } catch (error) {
    yield wrong(
      'DATA_DIR',
      `${dataDir} cannot be written (${reason(error)})`,
      'Give the folder to the user that runs Parley, or set DATA_DIR to another.',
    );
    return;
  }
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const told = `${dataDir} can be written, ${(free / 1e9).toFixed(1)} GB are free`;
  yield free < LITTLE_BYTES
    ? doubtful('DATA_DIR', told, 'Make room: a full disk refuses messages and files.')
    : well('DATA_DIR', told);
}

/** Connects to the mail server and signs in, without sending anything. */
export async function* examineMail({
  smtpUrl,
  isProduction,
}: Pick<Config, 'smtpUrl' | 'isProduction'>): AsyncGenerator<Finding> {
  if (smtpUrl === undefined) {
    yield isProduction
      ? doubtful('mail', 'goes to the outbox folder in DATA_DIR and reaches nobody', 'Set SMTP_URL to a mail server.')
      : well('mail', 'goes to the outbox folder in DATA_DIR');
    return;
  }
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: 10_000,
  });
  try {
    await transport.verify();
    yield well('mail', 'the mail server answers and takes the log-in');
  } catch (error) {
    const mend =
      (error as { code?: string }).code === 'EAUTH'
        ? 'Check user and password in SMTP_URL.'
        : 'Check host and port in SMTP_URL (smtps:// for port 465, smtp:// for 587), and that the server may be reached from here.';
    yield wrong('mail', `the mail server cannot be used (${reason(error)})`, mend);
  } finally {
    transport.close();
  }
}

/** Which ffmpeg makes voice notes and posters, if any. */
export function examineFFmpeg({ ffmpegPath }: Pick<Config, 'ffmpegPath'>): Finding {
  const ffmpeg = FFmpeg.find(ffmpegPath);
  if (ffmpeg) return well('ffmpeg', `${ffmpeg.version} at ${ffmpeg.path}`);
  const without = 'WebAssembly makes voice notes of Opus, other recordings stay as they are, and films have no poster';
  if (ffmpegPath === 'none') return well('ffmpeg', `turned off: ${without}`);
  if (ffmpegPath === undefined)
    return doubtful('ffmpeg', `not found: ${without}`, 'Install ffmpeg, or set FFMPEG_PATH to none if that is meant.');
  return wrong('ffmpeg', `${ffmpegPath} does not start: ${without}`, 'Set FFMPEG_PATH to an ffmpeg that runs here.');
}

/** Asks for the server at the address that people are given. */
export async function* examineAddress({
  publicUrl,
  isProduction,
  isForThisMachine,
}: Pick<Config, 'publicUrl' | 'isProduction' | 'isForThisMachine'>): AsyncGenerator<Finding> {
  if (isProduction && isForThisMachine)
    yield wrong(
      'PUBLIC_URL',
      `${publicUrl} is this machine for everybody who opens it`,
      'Set PUBLIC_URL to the address that people type.',
    );
  else if (isProduction && !publicUrl.startsWith('https:'))
    yield wrong(
      'PUBLIC_URL',
      `${publicUrl} is not encrypted: passwords travel in the clear`,
      'Put TLS in front and set PUBLIC_URL to https://….',
    );
  try {
    const answer = await fetch(`${publicUrl}/health/live`, { signal: AbortSignal.timeout(5_000), redirect: 'manual' });
    const body = (await answer.json()) as { status?: string };
    if (body.status !== 'alive') throw new Error(`HTTP ${answer.status}`);
    yield well('PUBLIC_URL', `a Parley answers at ${publicUrl}`);
  } catch (error) {
    const why = reason((error as Error).cause ?? error);
    yield doubtful(
      'PUBLIC_URL',
      `nothing that is a Parley answers at ${publicUrl} (${why})`,
      'That is right while the server does not run. Otherwise check name, port and proxy.',
    );
  }
}
