import type { VoiceParticipant, VoicePeer, VoiceQuality, VoiceView } from '@parley/client';

/** A person or a shared screen in a call, as it is drawn. */
export interface Tile {
  /** Stays the same while they are in the call. */
  key: string;
  kind: 'person' | 'screen';
  participant: VoiceParticipant;
  isMe: boolean;
  /** What moves in it: of others a stream, of oneself the track that one sends. */
  picture: MediaStream | MediaStreamTrack | null;
  speaking: boolean;
  /** How this device is connected with them. */
  connection: VoicePeer['state'];
  quality: VoiceQuality;
}

/** What is drawn of a call that one is in: shared screens first, then people in the order in which they came, oneself last. */
export function tilesOf(participants: readonly VoiceParticipant[], view: VoiceView, me: string): Tile[] {
  const others = participants.filter(({ user }) => user.id !== me);
  const own = participants.filter(({ user }) => user.id === me);
  const people = [...others, ...own].map((participant) => tileOf(participant, view, me));
  const screens = people
    .filter(({ participant, isMe }) => participant.screen || (isMe && view.screen !== null))
    .map((tile) => ({ ...tile, key: `${tile.key} screen`, kind: 'screen' as const, picture: screenOf(tile, view) }));
  return [...screens, ...people];
}

function tileOf(participant: VoiceParticipant, view: VoiceView, me: string): Tile {
  const { user, silenced } = participant;
  const isMe = user.id === me;
  const shared = { key: user.id, kind: 'person', participant, isMe } as const;
  if (isMe)
    return { ...shared, picture: view.camera, speaking: view.speaking, connection: 'connected', quality: 'unknown' };
  const peer = view.peers.find(({ userId }) => userId === user.id);
  return {
    ...shared,
    picture: peer?.camera ?? null,
    speaking: (peer?.speaking ?? false) && !silenced,
    connection: peer?.state ?? 'connecting',
    quality: peer?.quality ?? 'unknown',
  };
}

function screenOf({ isMe, participant }: Tile, view: VoiceView): Tile['picture'] {
  if (isMe) return view.screen;
  return view.peers.find(({ userId }) => userId === participant.user.id)?.screen ?? null;
}

/** Which is large: the one that was chosen while it is there, else the first shared screen of somebody else, else none. */
export function focusOf(tiles: readonly Tile[], chosen: string | null | undefined): Tile | undefined {
  if (chosen === null) return undefined; // all alike, by choice
  return (
    tiles.find(({ key }) => key === chosen) ?? tiles.find(({ kind, isMe }) => kind === 'screen' && !isMe) // one's own would show itself without end
  );
}

/** How well one is connected with all of them together: as with the worst. */
export function worst(peers: readonly Pick<VoicePeer, 'quality'>[]): VoiceQuality {
  const order: readonly VoiceQuality[] = ['poor', 'fair', 'good'];
  return order.find((quality) => peers.some((peer) => peer.quality === quality)) ?? 'unknown';
}
