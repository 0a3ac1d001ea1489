import type { VoiceSource } from '@parley/client';
import { voiceChoices } from './choices.js';

const names: Record<VoiceSource, string> = { microphone: 'microphone', camera: 'camera', screen: 'screen' };

/** Asks the browser for a track: the chosen device, or another where that is gone. @throws DOMException `NotAllowedError`, `NotFoundError` … */
export async function openTrack(source: VoiceSource): Promise<MediaStreamTrack> {
  const stream = await (source === 'screen' ? openScreen() : openDevice(source));
  const [track] = stream.getTracks();
  if (!track) throw new DOMException('There is no track.', 'NotFoundError');
  return track;
}

function openScreen(): Promise<MediaStream> {
  return navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 30 } }, audio: false });
}

async function openDevice(source: 'microphone' | 'camera'): Promise<MediaStream> {
  const deviceId = voiceChoices()[source];
  try {
    return await navigator.mediaDevices.getUserMedia(constraintsOf(source, deviceId));
  } catch (error) {
    // The chosen one is not plugged in: the system's choice is better than none.
    const isGone = error instanceof DOMException && ['OverconstrainedError', 'NotFoundError'].includes(error.name);
    if (deviceId === '' || !isGone) throw error;
    return navigator.mediaDevices.getUserMedia(constraintsOf(source, ''));
  }
}

function constraintsOf(source: 'microphone' | 'camera', deviceId: string): MediaStreamConstraints {
  const device = deviceId === '' ? {} : { deviceId: { exact: deviceId } };
  if (source === 'camera')
    return { video: { ...device, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } } };
  const clean = voiceChoices().cleanSound;
  return { audio: { ...device, echoCancellation: clean, noiseSuppression: clean, autoGainControl: clean } };
}

/** Why there is no track, and what to do about it. */
export function refusalOf(source: VoiceSource, error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  const what = names[source];
  if (name === 'NotAllowedError' && source === 'screen')
    return 'No screen is shared. If you meant to, allow it in the browser’s question, and on a Mac in System Settings under Screen Recording.';
  if (name === 'NotAllowedError')
    return `This page may not use the ${what}. Allow it by the sign beside the address, then try again.`;
  if (name === 'NotFoundError' || name === 'OverconstrainedError') return `No ${what} was found. Is it plugged in?`;
  if (name === 'NotReadableError') return `The ${what} is in use by another program. Close that, then try again.`;
  return `The ${what} did not start.`;
}
