import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ParleyClient, VoiceEnd, VoiceSource } from '@parley/client';
import type { Person } from '../support/people.js';
import { launch, until } from './browser.js';

/** A browser whose devices beep and show a picture, and which reaches this machine. */
export function launchWithDevices(): Promise<Browser> {
  return launch(
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    '--autoplay-policy=no-user-gesture-required',
    '--allow-loopback-in-peer-connection',
    '--disable-features=WebRtcHideLocalIpsWithMdns',
  );
}

/** What stands in the page beside the SDK. */
declare global {
  // oxlint-disable-next-line no-var -- globals of a page are declared so
  var sdk: typeof import('@parley/client');
  // oxlint-disable-next-line no-var
  var client: ParleyClient;
  // oxlint-disable-next-line no-var
  var connections: RTCPeerConnection[];
  // oxlint-disable-next-line no-var
  var ends: VoiceEnd[];
}

/** What one peer connection has brought, and by which way. */
export interface Traffic {
  /** Sound that was decoded, as energy that only grows. */
  energy: number;
  soundBytes: number;
  frames: number;
  /** `host`, `srflx`, `prflx` or `relay`, on the own side. */
  way: string | undefined;
}

/** The SDK for a page, as one script. The bundler does not run inside Jest, whose functions are none to it. */
async function bundle(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-sdk-'));
  const file = join(folder, 'sdk.js');
  const options = ['client/src/index.ts', '--platform=browser', '--format=iife', '--name=sdk', `--file=${file}`];
  await promisify(execFile)(process.execPath, ['node_modules/rolldown/bin/cli.mjs', ...options]);
  const script = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  return script;
}

let script: Promise<string> | undefined;

/** Somebody with a device, who uses the SDK in a page of the server. */
export class Caller {
  readonly complaints: string[] = [];

  private constructor(
    readonly person: Person,
    private readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  static async arrive(browser: Browser, url: string, person: Person): Promise<Caller> {
    script ??= bundle();
    const context = await browser.newContext({ permissions: ['microphone', 'camera'], bypassCSP: true });
    const caller = new Caller(person, context, await context.newPage());
    await caller.page.goto(`${url}/health/live`); // of the server’s origin, and empty
    await caller.page.evaluate(() => {
      globalThis.connections = [];
      const Original = globalThis.RTCPeerConnection;
      globalThis.RTCPeerConnection = class extends Original {
        constructor(...args: ConstructorParameters<typeof Original>) {
          super(...args);
          globalThis.connections.push(this);
        }
      };
    });
    await caller.page.evaluate(`${await script}; globalThis.sdk = sdk;`);
    await caller.page.evaluate(
      async ({ url, login, password }) => {
        globalThis.client = globalThis.sdk.createClient({ url });
        globalThis.ends = [];
        globalThis.client.voice.onEnd(({ reason }) => globalThis.ends.push(reason));
        const players = new Map<MediaStream, HTMLAudioElement>();
        globalThis.client.voice.subscribe(() => {
          for (const { audio } of globalThis.client.voice.view?.peers ?? []) {
            if (!audio || players.has(audio)) continue;
            const player = Object.assign(new Audio(), { srcObject: audio }); // what nobody plays is not decoded
            players.set(audio, player);
            void player.play();
          }
        });
        await globalThis.client.auth.login({ login, password });
        await globalThis.client.reaches('online');
      },
      { url, login: person.username, password: person.password },
    );
    return caller;
  }

  /** Steps in with a tone that never stops, or with nothing. */
  async join(channelId: string, { tone }: { tone?: number } = {}): Promise<void> {
    await this.page.evaluate(
      async ({ channelId, tone }) => {
        if (tone !== undefined) {
          const audio = new AudioContext();
          const oscillator = new OscillatorNode(audio, { frequency: tone });
          const out = audio.createMediaStreamDestination();
          oscillator.connect(out);
          oscillator.start();
          globalThis.client.voice.setTrack('microphone', out.stream.getAudioTracks()[0]!);
        }
        await globalThis.client.voice.join(channelId);
      },
      { channelId, tone },
    );
  }

  leave(): Promise<void> {
    return this.page.evaluate(() => globalThis.client.voice.leave());
  }

  /** Shows the picture of the fake camera. */
  showCamera(): Promise<void> {
    return this.page.evaluate(async () => {
      const stream = await navigator.mediaDevices.getUserMedia({ video: { width: 320, height: 240 } });
      globalThis.client.voice.setTrack('camera', stream.getVideoTracks()[0]!);
    });
  }

  /** Shares a screen that is of one colour, red, green and blue from 0 to 255. */
  shareScreen(colour: [number, number, number]): Promise<void> {
    return this.page.evaluate((colour) => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 180 });
      const pen = canvas.getContext('2d')!;
      let tick = 0;
      setInterval(() => {
        pen.fillStyle = `rgb(${colour.join(' ')})`;
        pen.fillRect(0, 0, 320, 180);
        pen.fillStyle = 'white';
        pen.fillRect((tick += 1) % 20, 0, 4, 4); // something moves, or no frame is made
      }, 50);
      globalThis.client.voice.setTrack('screen', canvas.captureStream(15).getVideoTracks()[0]!);
    }, colour);
  }

  /** The colour in the middle of what somebody else shows; undefined while nothing is drawn. */
  colourOf(userId: string, source: Extract<VoiceSource, 'camera' | 'screen'>): Promise<number[] | undefined> {
    return this.page.evaluate(
      async ({ userId, source }) => {
        const peer = globalThis.client.voice.view?.peers.find((one) => one.userId === userId);
        const stream = peer?.[source];
        if (!stream) return undefined;
        const video = Object.assign(document.createElement('video'), { srcObject: stream, muted: true });
        const drawn = new Promise<boolean>((resolve) => {
          video.requestVideoFrameCallback(() => resolve(true));
          setTimeout(() => resolve(false), 1_000); // nothing may come any more
        });
        const played = video.play();
        if (!(await drawn)) return undefined;
        await played;
        const canvas = new OffscreenCanvas(1, 1);
        const pen = canvas.getContext('2d')!;
        pen.drawImage(video, video.videoWidth / 2, video.videoHeight / 2, 1, 1, 0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
      },
      { userId, source },
    );
  }

  /** What each open connection of this page has brought so far. */
  traffic(): Promise<Traffic[]> {
    return this.page.evaluate(async () => {
      const open = globalThis.connections.filter(({ connectionState }) => connectionState !== 'closed');
      return Promise.all(
        open.map(async (connection) => {
          const traffic: Traffic = { energy: 0, soundBytes: 0, frames: 0, way: undefined };
          const report = await connection.getStats();
          for (const entry of report.values() as Iterable<any>) {
            if (entry.type === 'inbound-rtp' && entry.kind === 'audio') {
              traffic.energy += entry.totalAudioEnergy ?? 0;
              traffic.soundBytes += entry.bytesReceived;
            }
            if (entry.type === 'inbound-rtp' && entry.kind === 'video') traffic.frames += entry.framesDecoded ?? 0;
            if (entry.type === 'candidate-pair' && entry.nominated && entry.state === 'succeeded')
              traffic.way = (report.get(entry.localCandidateId) as any)?.candidateType;
          }
          return traffic;
        }),
      );
    });
  }

  /** Waits until so many others are heard: sound of each has been decoded and goes on. */
  async hears(others: number): Promise<void> {
    let before = await this.traffic();
    await until(async () => {
      const now = await this.traffic();
      const grows = now.length === others && now.every(({ energy }, index) => energy > (before[index]?.energy ?? 0));
      before = now;
      return grows;
    }, `${this.person.name} hears ${others}`);
  }

  /** Whom this device counts as being in the call besides itself. */
  peers(): Promise<string[]> {
    return this.page.evaluate(() => (globalThis.client.voice.view?.peers ?? []).map(({ userId }) => userId));
  }

  /** How one's calls have ended so far. */
  ends(): Promise<VoiceEnd[]> {
    return this.page.evaluate(() => globalThis.ends);
  }

  /** Begins to listen for silence. Answers a function that ends it and tells the longest time, in milliseconds, without any sound of the only other one. */
  async watchSilence(): Promise<() => Promise<number>> {
    await this.page.evaluate(() => {
      const page = globalThis as unknown as { silence: { longest: number; stop: () => void } };
      const open = globalThis.connections.find(({ connectionState }) => connectionState === 'connected')!;
      const receiver = open.getReceivers()[0]!;
      let last = performance.now();
      let heard: number | undefined;
      const watch = { longest: 0, stop: () => clearInterval(timer) };
      const timer = setInterval(() => {
        const [source] = receiver.getSynchronizationSources();
        const now = performance.now();
        const isFresh = source !== undefined && source.timestamp !== heard; // what came last stays there for ten seconds
        if (isFresh && (source.audioLevel ?? 0) > 0.01) last = now;
        heard = source?.timestamp;
        watch.longest = Math.max(watch.longest, now - last);
      }, 20);
      page.silence = watch;
    });
    return () =>
      this.page.evaluate(() => {
        const { silence } = globalThis as unknown as { silence: { longest: number; stop: () => void } };
        silence.stop();
        return Math.round(silence.longest);
      });
  }

  /** Milliseconds from asking to be let in to the first sound of somebody who is there already. */
  timeToSound(channelId: string): Promise<number> {
    return this.page.evaluate(async (channelId) => {
      const begun = performance.now();
      await globalThis.client.voice.join(channelId);
      for (;;) {
        for (const connection of globalThis.connections) {
          if (connection.connectionState !== 'connected') continue;
          const [source] = connection.getReceivers()[0]?.getSynchronizationSources() ?? [];
          if ((source?.audioLevel ?? 0) > 0.01) return Math.round(performance.now() - begun);
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
        if (performance.now() - begun > 20_000)
          throw new Error(
            `Silence: ${JSON.stringify([globalThis.client.voice.view, globalThis.connections.map((one) => [one.connectionState, one.signalingState, one.iceConnectionState])])}`,
          );
      }
    }, channelId);
  }

  /** The page dies at once, as a device without power does, and says nothing. */
  async crash(): Promise<void> {
    const crashed = this.page.waitForEvent('crash');
    const devtools = await this.context.newCDPSession(this.page);
    devtools.send('Page.crash').catch(() => undefined); // nobody is left to answer
    await crashed;
  }
}
