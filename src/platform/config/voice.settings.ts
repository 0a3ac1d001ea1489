import { addresses, flag, integer, rate, secret } from './parsers.js';

/** How people call one another. */
export interface VoiceSettings {
  /** People in one call at once. */
  readonly roomLimit: number;
  /** How long a call in a DM rings. */
  readonly ringMs: number;
  readonly stunUrls: readonly string[];
  /** `undefined`: there is no relay. */
  readonly turn: { readonly urls: readonly string[]; readonly secret: string; readonly seconds: number } | undefined;
  /** Whether peers talk through the relay alone. */
  readonly relayOnly: boolean;
}

/** How people call one another, and how their devices find each other. */
export const voiceSpecs = {
  VOICE_ROOM_LIMIT: integer(
    { min: 2, max: 6 },
    {
      default: 6,
      desc: 'How many people may be in one call. Everybody sends to everybody else, which more than six cameras do not bear.',
    },
  ),
  VOICE_RING_SECONDS: integer(
    { min: 5, max: 120 },
    { default: 30, desc: 'How long, in seconds, a call in a DM rings.' },
  ),
  STUN_URLS: addresses(['stun', 'stuns'], {
    fallback: 'devices find each other in the same network only, or through TURN',
    desc: 'Servers that tell devices under which address others see them (RFC 7064).',
    example: 'stun:turn.example.org:3478',
  }),
  TURN_URLS: addresses(['turn', 'turns'], {
    fallback: 'no relay: people behind strict firewalls cannot hear each other',
    desc: 'Relays for devices that cannot reach each other (RFC 7065): coturn with `use-auth-secret`.',
    example: 'turn:turn.example.org:3478?transport=udp,turns:turn.example.org:5349?transport=tcp',
  }),
  TURN_SECRET: secret({
    neededWhen: 'TURN_URLS is set',
    desc: 'What the relay and Parley share (`static-auth-secret` of coturn): credentials are made of it for each person.',
  }),
  TURN_CREDENTIAL_SECONDS: integer(
    { min: 60, max: 86_400 },
    { default: 3600, desc: 'Life of a credential for the relay, in seconds. Clients fetch another in time.' },
  ),
  VOICE_RELAY_ONLY: flag({
    default: false,
    desc: 'Whether calls go through TURN_URLS alone, so that people do not learn each other’s network addresses.',
  }),
  RATE_LIMIT_VOICE_SIGNAL: rate({
    default: { points: 600, seconds: 10 },
    desc: 'Signals of one person in calls: so many at once, and as many in each such time. Joining five others takes some two hundred.',
  }),
  RATE_LIMIT_VOICE_STATE: rate({
    default: { points: 60, seconds: 10 },
    desc: 'How often one person may join, leave, mute, show, share or begin and stop to speak, likewise.',
  }),
  RATE_LIMIT_VOICE_CALL: rate({
    default: { points: 5, seconds: 60 },
    devDefault: { points: 600, seconds: 60 },
    desc: 'How often one person may step into the call of one DM, where it rings with the others, likewise.',
  }),
} as const;

/** What was given, in milliseconds, with a relay only where there is a secret for it. */
export function voiceSettings(given: {
  VOICE_ROOM_LIMIT: number;
  VOICE_RING_SECONDS: number;
  STUN_URLS: readonly string[] | undefined;
  TURN_URLS: readonly string[] | undefined;
  TURN_SECRET: string | undefined;
  TURN_CREDENTIAL_SECONDS: number;
  VOICE_RELAY_ONLY: boolean;
}): VoiceSettings {
  const { TURN_URLS: urls, TURN_SECRET: turnSecret, TURN_CREDENTIAL_SECONDS: seconds } = given;
  return {
    roomLimit: given.VOICE_ROOM_LIMIT,
    ringMs: given.VOICE_RING_SECONDS * 1_000,
    stunUrls: given.STUN_URLS ?? [],
    turn: urls && turnSecret !== undefined ? { urls, secret: turnSecret, seconds } : undefined,
    relayOnly: given.VOICE_RELAY_ONLY,
  };
}
