import { useEffect, useRef, useState } from 'react';
import { Square, Trash2 } from 'lucide-react';
import { Bars } from '../media/bars.js';
import { clockOf } from '../media/words.js';
import { client } from '../session/parley.js';
import { Button, IconButton } from '../ui/button.js';
import { Recording } from './recording.js';
import { addNote } from './uploads.js';

/** Milliseconds; then it ends by itself. The server takes no longer ones. */
const LONGEST = 10 * 60_000;
/** Milliseconds between two pictures. */
const FRAME = 100;
const BARS = 48;

const refusals: Record<string, string> = {
  NotAllowedError: 'This page may not use the microphone. Allow it beside the address, then try again.',
  NotFoundError: 'No microphone was found.',
  NotReadableError: 'The microphone is in use by another program.',
};

/** Records a voice note, which then lies in the tray of the channel to be listened to and sent. */
export default function Recorder({ channelId, onEnd }: { channelId: string; onEnd: () => void }) {
  const speaker = useRef(client.auth.userId);
  const recording = useRef<Recording>(undefined);
  const [seen, setSeen] = useState<{ ms: number; peaks: number[] }>();
  const [problem, setProblem] = useState<string>();
  const isOn = seen !== undefined;

  function end(keep: boolean): void {
    const made = recording.current;
    recording.current = undefined;
    if (!keep) made?.cancel();
    else
      void made?.done().then((note) => {
        if (client.auth.userId === speaker.current) addNote(channelId, note); // else it is not for who is here now
      });
  }

  useEffect(() => {
    let isHere = true;
    Recording.begin().then(
      (made) => {
        if (!isHere) return made.cancel();
        recording.current = made;
        setSeen({ ms: 0, peaks: [] });
      },
      (error: Error) => setProblem(refusals[error.name] ?? 'Recording did not begin.'),
    );
    return () => {
      isHere = false;
      end(true); // whoever goes to another channel finds it here when they come back
    };
    // oxlint-disable-next-line react/exhaustive-deps -- once: it records for the channel where it was begun
  }, []);

  useEffect(() => {
    if (!isOn) return undefined;
    const drawing = setInterval(() => {
      const made = recording.current;
      if (!made) return;
      if (made.ms >= LONGEST) finish(true);
      else setSeen({ ms: made.ms, peaks: made.latest(BARS) });
    }, FRAME);
    return () => clearInterval(drawing);
    // oxlint-disable-next-line react/exhaustive-deps -- `finish` does the same each time
  }, [isOn]);

  function finish(keep: boolean): void {
    end(keep);
    onEnd();
  }

  if (problem !== undefined)
    return (
      <p role="alert" className="flex min-h-9 flex-1 items-center justify-between gap-2 ps-2 text-danger">
        {problem}
        <Button look="quiet" onClick={onEnd}>
          Close
        </Button>
      </p>
    );
  return (
    <div
      role="group"
      aria-label="Recording a voice note"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault(); // a pane around it stays open, and nothing is read by it
        finish(false);
      }}
      className="flex min-h-9 min-w-0 flex-1 items-center gap-2"
    >
      <IconButton label="Discard the recording" onClick={() => finish(false)}>
        <Trash2 size={18} />
      </IconButton>
      <span className={`size-2.5 shrink-0 rounded-full ${isOn ? 'animate-pulse bg-danger' : 'bg-muted'}`} />
      <span role="timer" className="tabular-nums">
        {isOn ? clockOf(seen.ms) : 'Waiting for the microphone…'}
      </span>
      <span className="h-7 min-w-0 flex-1">{isOn && <Bars peaks={padded(seen.peaks)} />}</span>
      <Button autoFocus disabled={!isOn} onClick={() => finish(true)} className="flex items-center gap-2">
        <Square size={14} fill="currentColor" /> Stop
      </Button>
    </div>
  );
}

/** New ones come in at the end. */
function padded(peaks: number[]): number[] {
  return [...Array<number>(BARS - peaks.length).fill(0), ...peaks];
}
