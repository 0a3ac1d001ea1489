import { sinkTo } from './sink-to.js';

/** Milliseconds. */
const LENGTH = 900;

/** A short tone by the chosen loudspeaker. Answers what ends it. */
export function playSample(speaker: string): () => void {
  const audio = new AudioContext();
  const target = new MediaStreamAudioDestinationNode(audio);
  const tone = new OscillatorNode(audio, { frequency: 440 });
  const volume = new GainNode(audio, { gain: 0.15 });
  tone.connect(volume).connect(target);
  const element = new Audio();
  element.srcObject = target.stream;
  void sinkTo(element, speaker)
    .then(() => element.play())
    .catch((error: unknown) => console.warn('No tone:', error));
  tone.start();
  const end = (): void => {
    clearTimeout(timer);
    element.srcObject = null;
    if (audio.state !== 'closed') void audio.close();
  };
  const timer = setTimeout(end, LENGTH);
  return end;
}
