import { useEffect, useRef } from 'react';

/** How loud a track is just now, as a bar that moves. */
export function Level({ track }: { track: MediaStreamTrack }) {
  const meter = useRef<HTMLMeterElement>(null);
  useEffect(() => {
    const copy = track.clone(); // so that it is measured also while one is muted
    copy.enabled = true;
    const audio = new AudioContext();
    const analyser = new AnalyserNode(audio, { fftSize: 1024 });
    audio.createMediaStreamSource(new MediaStream([copy])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let shown = 0;
    let frame = requestAnimationFrame(function draw() {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      shown = Math.max(loudness(Math.sqrt(power)), shown * 0.92); // it falls slowly, so that eyes can follow
      if (meter.current) meter.current.value = shown;
      frame = requestAnimationFrame(draw);
    });
    return () => {
      cancelAnimationFrame(frame);
      copy.stop();
      void audio.close();
    };
  }, [track]);
  return <meter ref={meter} aria-label="How loud the microphone is" min={0} max={1} className="bar" />;
}

/** A level from 0 to 1, as ears have it: 60 dB from silence to the loudest. */
function loudness(level: number): number {
  if (level <= 0) return 0;
  return Math.min(1, Math.max(0, 1 + (20 * Math.log10(level)) / 60));
}
