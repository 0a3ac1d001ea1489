import type { VoiceParticipant } from '@parley/client';
import { Volume2 } from 'lucide-react';
import { AnchoredDialog } from '../ui/anchored-dialog.js';
import { setVolume, useVolume } from './volumes.js';

interface Props {
  user: VoiceParticipant['user'];
  anchor: Element | null;
  onClose: () => void;
}

/** How loud one hears somebody, with this device. Nobody else hears of it. */
export default function VolumeDialog({ user: { id, displayName }, anchor, onClose }: Props) {
  const percent = Math.round(useVolume(id) * 100);
  return (
    <AnchoredDialog label={`How loud you hear ${displayName}`} anchor={anchor} onClose={onClose}>
      <div className="grid gap-2 p-4">
        <p className="text-sm font-medium">
          How loud you hear <bdi>{displayName}</bdi>
        </p>
        <div className="flex items-center gap-3">
          <Volume2 size={16} aria-hidden="true" className="text-muted" />
          <input
            type="range"
            aria-label="Volume"
            aria-valuetext={`${percent} %`}
            min={0}
            max={100}
            step={5}
            value={percent}
            onChange={({ target }) => setVolume(id, Number(target.value) / 100)}
            className="w-48 accent-accent"
          />
          <span aria-hidden="true" className="w-12 text-end text-sm text-muted tabular-nums">
            {percent} %
          </span>
        </div>
      </div>
    </AnchoredDialog>
  );
}
