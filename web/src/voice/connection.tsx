import type { VoiceQuality, VoiceView } from '@parley/client';
import { SignalHigh, SignalLow, SignalMedium, SignalZero } from 'lucide-react';
import { worst } from './tiles.js';
import { useWaiting } from './use-waiting.js';
import { qualities, stateOf } from './words.js';

const icons = { good: SignalHigh, fair: SignalMedium, poor: SignalLow, unknown: SignalZero };
const colours: Readonly<Record<VoiceQuality, string>> = {
  good: 'text-ok',
  fair: 'text-warn',
  poor: 'text-danger',
  unknown: 'text-muted',
};

/** How well one is connected, as bars. */
export function Quality({ quality, size = 15 }: { quality: VoiceQuality; size?: number }) {
  const Icon = icons[quality];
  return (
    <span role="img" aria-label={qualities[quality]} title={qualities[quality]} className={colours[quality]}>
      <Icon size={size} aria-hidden="true" />
    </span>
  );
}

/** How it stands with the call that one is in, in words and bars. */
export function CallState({ view, isSpoken = false }: { view: VoiceView; isSpoken?: boolean }) {
  const words = stateOf(view, useWaiting(view.channelId));
  const colour = words.startsWith('Connected') ? 'text-ink' : 'text-warn';
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-sm font-medium">
      <span role={isSpoken ? 'status' : undefined} data-call={words} className={`truncate ${colour}`}>
        {words}
      </span>
      {view.peers.length > 0 && <Quality quality={worst(view.peers)} />}
    </span>
  );
}
