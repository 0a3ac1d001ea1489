import type { VoiceQuality } from './view.js';

/** Up to here nobody notices anything, up to there it is a nuisance: round trip in seconds (ITU-T G.114 halves them for one way), share of what is lost. */
const GOOD = { roundTrip: 0.25, loss: 0.02 };
const FAIR = { roundTrip: 0.6, loss: 0.08 };

interface Counted {
  received: number;
  lost: number;
}

/** Reads how good a connection is from what WebRTC counts, by what changed since it was asked last. */
export class Measure {
  private before: Counted = { received: 0, lost: 0 };
  private last: VoiceQuality = 'unknown';

  /** Takes in a report of `RTCPeerConnection.getStats`. */
  take(report: RTCStatsReport): VoiceQuality {
    const now: Counted = { received: 0, lost: 0 };
    let roundTrip: number | undefined;
    for (const entry of report.values() as Iterable<Record<string, unknown>>) {
      if (entry['type'] === 'inbound-rtp') {
        now.received += Number(entry['packetsReceived'] ?? 0);
        now.lost += Number(entry['packetsLost'] ?? 0);
      }
      if (entry['type'] === 'candidate-pair' && entry['nominated'] === true && entry['state'] === 'succeeded')
        roundTrip = Number(entry['currentRoundTripTime'] ?? 0);
    }
    const received = now.received - this.before.received;
    const lost = Math.max(0, now.lost - this.before.lost);
    this.before = now;
    if (roundTrip === undefined) return this.last;
    const loss = received + lost > 0 ? lost / (received + lost) : 0;
    const within = (most: typeof GOOD): boolean => roundTrip <= most.roundTrip && loss <= most.loss;
    this.last = within(GOOD) ? 'good' : within(FAIR) ? 'fair' : 'poor';
    return this.last;
  }
}
