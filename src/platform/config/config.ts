import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { customCleanEnv } from 'envalid';
import { bucketSettings, type BucketSettings } from './bucket.js';
import { ConfigError } from './config.error.js';
import type { Rate } from './parsers.js';
import { keptSecrets } from './secrets.js';
import { specs } from './settings.js';
import { mediaSettings, type MediaSettings } from './media.settings.js';
import { brokenRules, type Given } from './rules.js';
import { voiceSettings, type VoiceSettings } from './voice.settings.js';

/** What can be limited, each with its own counter per key (an account, an address or a user id). */
export type RateBucket =
  | 'auth.account'
  | 'auth.address'
  | 'auth.second_factor'
  | 'auth.register'
  | 'invitation.address'
  | 'mail.address'
  | 'mail.inviter'
  | 'rest.user'
  | 'rest.address'
  | 'socket.user'
  | 'socket.connect';

/** How to speak to Google, or to another OpenID provider in its place. */
export interface GoogleSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorizationUrl: string;
  readonly tokenUrl: string;
  readonly userinfoUrl: string;
  readonly timeoutMs: number;
}

/** What flows by the message: token buckets, each per key, answered from memory. */
export type FlowName =
  | 'message.user'
  | 'message.channel'
  | 'message.new_account'
  | 'message.repeated'
  | 'lookup.miss'
  | 'socket.connection'
  | 'voice.signal'
  | 'voice.state'
  | 'voice.call';

type Values = Omit<Config, 'allowsOrigin' | 'isProduction' | 'isForThisMachine'>;

/** The settings of this process, checked. Each field's unit and reason stand in `settings.ts`. */
export class Config {
  readonly nodeEnv: 'development' | 'production' | 'test';
  readonly port: number;
  readonly host: string;
  readonly requestBodyMs: number;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Absolute path. */
  readonly dataDir: string;
  /** `undefined`: SQLite at `dataDir/parley.sqlite`. */
  readonly databaseUrl: string | undefined;
  readonly databasePoolSize: number;
  readonly redisUrl: string | undefined;
  readonly redisPrefix: string;
  /** Absolute path. Not used where there is a bucket. */
  readonly storageDir: string;
  /** `undefined`: files lie in `storageDir`. */
  readonly bucket: BucketSettings | undefined;
  /** `undefined`: files are not scanned. */
  readonly clamav: { readonly url: string; readonly timeoutMs: number } | undefined;
  readonly smtpUrl: string | undefined;
  readonly mailFrom: string;
  /** Ask `FFmpeg.find` rather than this. */
  readonly ffmpegPath: string | undefined;
  readonly jwtSecret: string;
  /** `undefined`: there is no sign-in with Google. */
  readonly google: GoogleSettings | undefined;
  readonly accessTokenSeconds: number;
  readonly refreshTokenDays: number;
  readonly passwordHashKib: number;
  /** `undefined`: not set, so any port of localhost outside production. Ask `allowsOrigin` rather than this. */
  readonly corsOrigins: readonly string[] | undefined;
  readonly trustProxy: number;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  readonly logPretty: boolean;
  readonly swaggerEnabled: boolean;
  readonly jobsInProcess: boolean;
  readonly rateLimitEnabled: boolean;
  readonly rateLimits: Readonly<Record<RateBucket, Rate>>;
  /** 0: no such mails. */
  readonly unreadMailSeconds: number;
  readonly flows: Readonly<Record<FlowName, Rate>>;
  readonly newAccountHours: number;
  readonly media: MediaSettings;
  readonly voice: VoiceSettings;
  readonly changesKeepDays: number;
  readonly headsIntervalMs: number;
  readonly maxFrameBytes: number;
  readonly socketBufferBytes: number;
  readonly socketBufferPackets: number;
  readonly metricsToken: string | undefined;
  readonly failpoint: string | undefined;

  constructor(values: Values) {
    Object.assign(this, values);
  }

  /** NODE_ENV is `production`: nothing is forgiven. */
  get isProduction(): boolean {
    return this.nodeEnv === 'production';
  }

  /**
   * Whether PUBLIC_URL names this machine. Where it names another, behind the proxy in front everybody may look like somebody on this machine.
   */
  get isForThisMachine(): boolean {
    return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(this.publicUrl).hostname);
  }

  /**
   * Whether a browser page of `origin` (the header's value) may call the API and open sockets: the public address, the
   * listed origins, and, where nothing is listed outside production, this machine on any port.
   */
  allowsOrigin(origin: string): boolean {
    if (origin === new URL(this.publicUrl).origin) return true;
    if (this.corsOrigins) return this.corsOrigins.includes('*') || this.corsOrigins.includes(origin);
    return !this.isProduction && /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(origin);
  }
}

/**
 * Reads and checks the settings in `env`. An empty variable counts as not set.
 * Makes and keeps a secret in DATA_DIR where none is set and none is asked for.
 * @throws ConfigError with everything that is wrong, at once.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const problems: string[] = [];
  // Envalid takes development defaults only where NODE_ENV is set.
  const given: Given = customCleanEnv({ NODE_ENV: 'development', ...set }, specs, (cleaned) => cleaned as Given, {
    reporter: ({ errors }) => {
      for (const [name, error] of Object.entries(errors)) problems.push(`${name} ${error.message}.`);
    },
  });
  problems.push(...brokenRules(given));
  if (problems.length > 0) throw new ConfigError(problems);
  const dataDir = resolve(given.DATA_DIR);
  return new Config(values(given, dataDir, given.JWT_SECRET ?? madeSecret(dataDir)));
}

function madeSecret(dataDir: string): string {
  try {
    return keptSecrets(dataDir).jwtSecret;
  } catch (error) {
    throw new ConfigError([`DATA_DIR cannot keep a secret in ${dataDir}/secrets.json: ${(error as Error).message}.`]);
  }
}

function values(given: Given, dataDir: string, jwtSecret: string): Values {
  const publicUrl = (given.PUBLIC_URL ?? `http://localhost:${given.PORT}`).replace(/\/+$/, '');
  return {
    nodeEnv: given.NODE_ENV,
    port: given.PORT,
    host: given.HOST,
    requestBodyMs: given.REQUEST_BODY_SECONDS * 1_000,
    publicUrl,
    dataDir,
    databaseUrl: given.DATABASE_URL,
    databasePoolSize: given.DATABASE_POOL_SIZE,
    redisUrl: given.REDIS_URL,
    redisPrefix: given.REDIS_PREFIX,
    storageDir: resolve(given.STORAGE_DIR ?? join(dataDir, 'files')),
    bucket: bucketSettings(given),
    clamav: given.CLAMAV_URL === undefined ? undefined : { url: given.CLAMAV_URL, timeoutMs: given.CLAMAV_TIMEOUT_MS },
    smtpUrl: given.SMTP_URL,
    mailFrom: given.MAIL_FROM ?? `Parley <no-reply@${new URL(publicUrl).hostname}>`,
    ffmpegPath: given.FFMPEG_PATH,
    jwtSecret,
    google: googleSettings(given),
    accessTokenSeconds: given.ACCESS_TOKEN_SECONDS,
    refreshTokenDays: given.REFRESH_TOKEN_DAYS,
    passwordHashKib: given.PASSWORD_HASH_KIB,
    corsOrigins: given.CORS_ORIGINS,
    trustProxy: given.TRUST_PROXY,
    logLevel: given.LOG_LEVEL,
    logPretty: given.LOG_PRETTY,
    swaggerEnabled: given.SWAGGER,
    jobsInProcess: given.JOBS_IN_PROCESS,
    rateLimitEnabled: given.RATE_LIMIT_ENABLED,
    rateLimits: {
      'auth.account': given.RATE_LIMIT_AUTH_ACCOUNT,
      'auth.address': given.RATE_LIMIT_AUTH_ADDRESS,
      'auth.second_factor': given.RATE_LIMIT_AUTH_SECOND_FACTOR,
      'auth.register': given.RATE_LIMIT_AUTH_REGISTER,
      'invitation.address': given.RATE_LIMIT_INVITATION_ADDRESS,
      'mail.address': given.RATE_LIMIT_MAIL_ADDRESS,
      'mail.inviter': given.RATE_LIMIT_MAIL_INVITER,
      'rest.user': given.RATE_LIMIT_REST_USER,
      'rest.address': given.RATE_LIMIT_REST_ADDRESS,
      'socket.user': given.RATE_LIMIT_SOCKET_USER,
      'socket.connect': given.RATE_LIMIT_SOCKET_CONNECT,
    },
    flows: {
      'message.user': given.RATE_LIMIT_MESSAGE_USER,
      'message.channel': given.RATE_LIMIT_MESSAGE_CHANNEL,
      'message.new_account': given.RATE_LIMIT_MESSAGE_NEW_ACCOUNT,
      'message.repeated': given.RATE_LIMIT_MESSAGE_REPEATED,
      'lookup.miss': given.RATE_LIMIT_LOOKUP_MISS,
      'socket.connection': given.RATE_LIMIT_SOCKET_CONNECTION,
      'voice.signal': given.RATE_LIMIT_VOICE_SIGNAL,
      'voice.state': given.RATE_LIMIT_VOICE_STATE,
      'voice.call': given.RATE_LIMIT_VOICE_CALL,
    },
    newAccountHours: given.RATE_LIMIT_NEW_ACCOUNT_HOURS,
    unreadMailSeconds: given.UNREAD_MAIL_SECONDS,
    media: mediaSettings(given),
    voice: voiceSettings(given),
    changesKeepDays: given.CHANGES_KEEP_DAYS,
    headsIntervalMs: given.HEADS_INTERVAL_MS,
    maxFrameBytes: given.MAX_FRAME_BYTES,
    socketBufferBytes: given.SOCKET_BUFFER_BYTES,
    socketBufferPackets: given.SOCKET_BUFFER_PACKETS,
    metricsToken: given.METRICS_TOKEN,
    failpoint: given.FAILPOINT,
  };
}

function googleSettings(given: Given): GoogleSettings | undefined {
  if (given.GOOGLE_CLIENT_ID === undefined || given.GOOGLE_CLIENT_SECRET === undefined) return undefined;
  return {
    clientId: given.GOOGLE_CLIENT_ID,
    clientSecret: given.GOOGLE_CLIENT_SECRET,
    authorizationUrl: given.GOOGLE_AUTHORIZATION_URL,
    tokenUrl: given.GOOGLE_TOKEN_URL,
    userinfoUrl: given.GOOGLE_USERINFO_URL,
    timeoutMs: given.GOOGLE_TIMEOUT_MS,
  };
}

let loaded: Config | undefined;

/** The settings of this very process: `.env` in the working folder and the environment, which wins. Read once. */
export function processConfig(): Config {
  if (!loaded) {
    if (existsSync('.env')) process.loadEnvFile('.env');
    loaded = loadConfig(process.env);
  }
  return loaded;
}
