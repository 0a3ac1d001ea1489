const FORMATS = ['audio/webm;codecs=opus', 'audio/mp4;codecs=mp4a.40.2', 'audio/mp4'] as const;

/** What this browser records voice notes as; undefined where it cannot, or where the page came over plain http from another machine. */
export function recordingFormat(): string | undefined {
  if (typeof MediaRecorder === 'undefined' || !navigator.mediaDevices?.getUserMedia) return undefined;
  return FORMATS.find((format) => MediaRecorder.isTypeSupported(format));
}
