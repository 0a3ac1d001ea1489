import type { VoiceParticipant } from '@parley/client';
import { HeadphoneOff, MicOff, ScreenShare, Video } from 'lucide-react';
import { marksOf } from './words.js';

/** How somebody is in a call, as small pictures; in words for screen readers. */
export function Marks({ participant, size = 14 }: { participant: VoiceParticipant; size?: number }) {
  const { muted, deafened, silenced, camera, screen } = participant;
  const marks = marksOf(participant);
  if (marks.length === 0) return null;
  return (
    <span title={marks.join(', ')} className="flex shrink-0 items-center gap-1 text-muted">
      <span className="sr-only">{marks.join(', ')}</span>
      {screen && <ScreenShare size={size} aria-hidden="true" />}
      {camera && <Video size={size} aria-hidden="true" />}
      {(muted || silenced) && !deafened && (
        <MicOff size={size} aria-hidden="true" className={silenced ? 'text-danger' : undefined} />
      )}
      {deafened && <HeadphoneOff size={size} aria-hidden="true" />}
    </span>
  );
}
