import { spawn } from 'node:child_process';

const RATE = 16_000;

/** Decodes a recording with the system's ffmpeg, as samples from −1 to 1 at 16 kHz. */
async function samplesOf(bytes: Buffer): Promise<Float32Array> {
  const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
  const folder = await mkdtemp('/tmp/parley-sound-');
  await writeFile(`${folder}/in`, bytes);
  const args = ['-loglevel', 'error', '-i', `${folder}/in`, '-ac', '1', '-ar', String(RATE), '-f', 'f32le', 'pipe:1'];
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  await rm(folder, { recursive: true });
  const all = Buffer.concat(chunks);
  return new Float32Array(all.buffer.slice(all.byteOffset, all.byteOffset + all.length - (all.length % 4)));
}

/** The pitch of a steady tone in hertz, by how often it rises through zero in its middle. */
export async function pitchOf(bytes: Buffer): Promise<number> {
  const samples = await samplesOf(bytes);
  const from = Math.floor(samples.length / 4);
  const to = Math.floor((samples.length * 3) / 4);
  let rises = 0;
  for (let n = from + 1; n < to; n += 1) if (samples[n - 1]! < 0 && samples[n]! >= 0) rises += 1;
  return (rises * RATE) / (to - from);
}

/** How loud it is, from 0 to 1 (root mean square). */
export async function loudness(bytes: Buffer): Promise<number> {
  const samples = await samplesOf(bytes);
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}
