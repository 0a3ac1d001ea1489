/** Hertz: a fifth, one after the other. */
const TONES = [660, 990];
/** Seconds. */
const LENGTH = 0.14;

let audio: AudioContext | undefined;

/** Two short soft tones. Browsers play them only after somebody has touched the page. */
export function chime(): void {
  audio ??= new AudioContext();
  const begin = audio.currentTime;
  TONES.forEach((frequency, index) => {
    const tone = new OscillatorNode(audio!, { frequency });
    const volume = new GainNode(audio!, { gain: 0 });
    const at = begin + index * LENGTH;
    volume.gain.setValueAtTime(0.08, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + LENGTH * 2);
    tone.connect(volume).connect(audio!.destination);
    tone.start(at);
    tone.stop(at + LENGTH * 2);
  });
}
