/** Hertz, by turns; seconds of each, of the pause, and how loud. */
const TONES = [523.25, 659.25, 783.99, 659.25];
const LENGTH = 0.18;
const EVERY = 2_800;
const VOLUME = 0.12;

/** Rings until the answered function is called. Browsers are silent before somebody has touched the page; what is seen rings all the same. */
export function ring(): () => void {
  const audio = new AudioContext();
  const once = (): void =>
    TONES.forEach((frequency, index) => tone(audio, frequency, audio.currentTime + index * LENGTH));
  once();
  const again = setInterval(once, EVERY);
  return () => {
    clearInterval(again);
    void audio.close();
  };
}

function tone(audio: AudioContext, frequency: number, at: number): void {
  const source = new OscillatorNode(audio, { frequency, type: 'triangle' });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(VOLUME, at + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH * 1.8);
  source.connect(volume).connect(audio.destination);
  source.start(at);
  source.stop(at + LENGTH * 2);
}
