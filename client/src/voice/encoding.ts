import type { VoiceQuality, VoiceSource } from './view.js';

/** Bits per second of a camera for one other, two others, and so on: together some one and a half megabits, which most homes can send. */
const CAMERA = [1_500_000, 750_000, 500_000, 375_000, 300_000];
/** What a poor connection still bears. */
const LEAST = 120_000;
const SCREEN_TOTAL = 3_000_000;
const SCREEN_LEAST = 500_000;

/**
 * How much a picture may take, by how many get it and how well the connection is; the browser goes below by itself. Undefined for sound, which takes
 * little and is never the one to give way.
 */
export function encodingOf(
  source: VoiceSource,
  others: number,
  quality: VoiceQuality,
): Pick<RTCRtpEncodingParameters, 'maxBitrate' | 'scaleResolutionDownBy'> | undefined {
  if (source === 'microphone') return undefined;
  const share = Math.max(1, others);
  if (source === 'screen') {
    const whole = Math.max(SCREEN_LEAST, SCREEN_TOTAL / share);
    return { maxBitrate: quality === 'poor' ? SCREEN_LEAST : whole, scaleResolutionDownBy: 1 };
  }
  const most = CAMERA[Math.min(share, CAMERA.length) - 1]!;
  if (quality === 'poor') return { maxBitrate: LEAST, scaleResolutionDownBy: 4 };
  return { maxBitrate: quality === 'fair' ? most / 2 : most, scaleResolutionDownBy: share <= 2 ? 1 : 2 };
}
