import { writeFile } from 'node:fs/promises';
import { registerAacEncoder } from '@mediabunny/aac-encoder';
import { mediabunny } from './mediabunny.mjs';
import { OpusSamples } from './opus.decoder.mjs';

const { AudioSampleSink, AudioSampleSource, BufferTarget, Mp4OutputFormat, Output, registerDecoder } = mediabunny;

/** @typedef {import('./media-thread.js').EncodeTask} EncodeTask */
/** @typedef {import('./media-thread.js').Encoded} Encoded */

registerDecoder(OpusSamples);
registerAacEncoder();

/**
 * Sound as the one format that every browser plays, and the loudest sample of each tenth of a second. Answers what it could not do in a word.
 * @param {import('mediabunny').Input} input
 * @param {EncodeTask} task
 * @param {(doneMs: number) => void} progress
 * @returns {Promise<Encoded>}
 */
export async function encode(input, task, progress) {
  const track = await input.getPrimaryAudioTrack();
  if (!track) return { failed: 'broken' };
  if (!(await track.canDecode())) return { failed: 'unsupported' };
  const { sampleRate, bitrate, maxMs, windowMs } = task;
  const window = (sampleRate * windowMs) / 1000;
  /** @type {number[]} */
  const peaks = [];
  let count = 0;
  let loudest = 0;

  const source = new AudioSampleSource({
    codec: 'aac',
    bitrate,
    transform: {
      numberOfChannels: 1,
      sampleRate,
      process: (sample) => {
        const pcm = new Float32Array(sample.numberOfFrames);
        sample.copyTo(pcm, { planeIndex: 0, format: 'f32-planar' });
        for (const value of pcm) {
          loudest = Math.max(loudest, Math.abs(value));
          if (++count % window > 0) continue;
          peaks.push(loudest);
          loudest = 0;
        }
        return sample;
      },
    },
  });
  // All of it is in memory in any case, for its index comes first. Mediabunny's own way to a file says nothing where the disk is full.
  const target = new BufferTarget();
  const output = new Output({ format: new Mp4OutputFormat({ fastStart: 'in-memory' }), target });
  output.addAudioTrack(source);
  await output.start();
  for await (const sample of new AudioSampleSink(track).samples()) {
    const doneMs = (sample.timestamp + sample.duration) * 1000;
    if (doneMs > maxMs) return { failed: 'too_long' };
    await source.add(sample);
    sample.close();
    progress(doneMs);
  }
  await output.finalize(); // what is still being resampled comes only now
  if (count === 0 || !target.buffer) return { failed: 'empty' };
  await writeFile(task.out, new Uint8Array(target.buffer));
  peaks.push(loudest);
  return { durationMs: Math.round((count / sampleRate) * 1000), peaks };
}
