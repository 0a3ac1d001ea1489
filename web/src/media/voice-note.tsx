// oxlint-disable jsx-a11y/media-has-caption -- what people say and send brings none
import { useEffect, useRef, useState } from 'react';
import { Pause, Play } from 'lucide-react';
import { IconButton } from '../ui/button.js';
import { Bars } from './bars.js';
import { currentSpeed, nextSpeed } from './playing.js';
import { clockOf } from './words.js';

interface Props {
  /** Where the sound is; undefined while that is not known. */
  src: string | undefined;
  durationMs: number;
  waveform: readonly number[];
  /** In a frame already. */
  bare?: boolean;
  /** Told when it cannot be loaded. */
  onError?: () => void;
  /** Told whether it is in use, so that its address stays. */
  onUse?: (inUse: boolean) => void;
}

/** A recording: its picture is where one seeks. */
export function VoiceNote({ bare = false, src, durationMs, waveform, onError, onUse }: Props) {
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [speed, setSpeed] = useState(currentSpeed);
  const played = durationMs > 0 ? Math.min(at / durationMs, 1) : 0;

  // Four times a second, as browsers tell it, would be seen to jump.
  useEffect(() => {
    if (!isPlaying) return undefined;
    let frame = requestAnimationFrame(follow);
    function follow(): void {
      if (audio.current) setAt(audio.current.currentTime * 1_000);
      frame = requestAnimationFrame(follow);
    }
    return () => cancelAnimationFrame(frame);
  }, [isPlaying]);

  function toggle(): void {
    const sound = audio.current;
    if (!sound) return;
    if (isPlaying) return sound.pause();
    sound.defaultPlaybackRate = sound.playbackRate = currentSpeed();
    setSpeed(currentSpeed());
    onUse?.(true);
    sound.play().catch(() => setPlaying(false)); // why is told by `onError`, or the reader was quicker
  }

  function seek(ms: number): void {
    if (audio.current) audio.current.currentTime = ms / 1_000;
    setAt(ms);
  }

  function faster(): void {
    setSpeed(nextSpeed());
    if (audio.current) audio.current.playbackRate = currentSpeed();
  }

  return (
    <div
      className={`flex w-80 max-w-full min-w-0 items-center gap-1.5 ${bare ? '' : 'rounded-xl border border-line bg-panel p-1.5'}`}
    >
      <audio
        ref={audio}
        src={src}
        preload="none"
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => {
          setAt(0);
          onUse?.(false);
        }}
        onError={onError}
      />
      <IconButton label={isPlaying ? 'Pause' : 'Play'} disabled={src === undefined} onClick={toggle}>
        {isPlaying ? <Pause size={18} /> : <Play size={18} />}
      </IconButton>
      <div className="relative h-8 min-w-0 flex-1 rounded has-focus-visible:outline-2 has-focus-visible:outline-accent">
        <Bars peaks={waveform} played={played} />
        <input
          type="range"
          aria-label="Position in the voice note"
          aria-valuetext={`${clockOf(at)} of ${clockOf(durationMs)}`}
          min={0}
          max={durationMs}
          step={100}
          value={Math.min(at, durationMs)}
          onChange={(event) => seek(Number(event.target.value))}
          className="absolute inset-0 size-full cursor-pointer opacity-0"
        />
      </div>
      <span className="text-xs text-muted tabular-nums">{clockOf(at > 0 ? at : durationMs)}</span>
      <button
        type="button"
        aria-label={`Speed: ${speed}`}
        title="Speed"
        onClick={faster}
        className="min-w-9 rounded-md px-1 py-0.5 text-xs font-semibold text-muted tabular-nums hover:bg-hover hover:text-ink"
      >
        {speed}×
      </button>
    </div>
  );
}
