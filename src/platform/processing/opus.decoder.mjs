import { OpusDecoder } from 'opus-decoder';
import { mediabunny } from './mediabunny.mjs';

const { AudioSample, CustomAudioDecoder } = mediabunny;

/** Packets that are decoded at once, half a second as browsers record: each step costs more than its samples do. */
const TOGETHER = 25;

/** Opus for Mediabunny, which knows the containers alone (Node.js has no WebCodecs): libopus in WebAssembly, at its own 48 kHz. */
export class OpusSamples extends CustomAudioDecoder {
  /** Samples so far. What was said counts, not what the file says of its times: a hostile one would ask for hours of silence between two packets. */
  #given = 0;
  /** @type {Uint8Array[]} */
  #waiting = [];
  /** @type {OpusDecoder | undefined} */
  #decoder;

  /**
   * @override
   * @param {string} codec
   */
  static supports(codec) {
    return codec === 'opus';
  }

  /** @override */
  async init() {
    this.#decoder = new OpusDecoder(layout(this.config));
    await this.#decoder.ready;
  }

  /**
   * @override
   * @param {import('mediabunny').EncodedPacket} packet
   */
  decode(packet) {
    this.#waiting.push(packet.data);
    if (this.#waiting.length >= TOGETHER) this.flush();
  }

  /** @override */
  flush() {
    const decoder = /** @type {OpusDecoder} */ (this.#decoder);
    const { channelData, samplesDecoded, sampleRate } = decoder.decodeFrames(this.#waiting.splice(0));
    if (samplesDecoded === 0) return; // what precedes the beginning, or packets that are none
    const data = new Float32Array(samplesDecoded * channelData.length);
    channelData.forEach((channel, index) => data.set(channel.subarray(0, samplesDecoded), index * samplesDecoded));
    const timestamp = this.#given / sampleRate;
    this.#given += samplesDecoded;
    this.onSample(
      new AudioSample({ data, format: 'f32-planar', numberOfChannels: channelData.length, sampleRate, timestamp }),
    );
  }

  /** @override */
  close() {
    this.#decoder?.free();
  }
}

/**
 * How the streams lie in a packet: the OpusHead of RFC 7845, 5.1, which WebM and MP4 carry too.
 * @param {AudioDecoderConfig} config
 */
function layout({ description, numberOfChannels }) {
  const head = bytes(description);
  if (head.length < 19) return { channels: Math.min(numberOfChannels, 2) };
  const channels = head.readUInt8(9);
  const preSkip = head.readUInt16LE(10);
  if (head.readUInt8(18) === 0 || head.length < 21 + channels) return { channels: Math.min(channels, 2), preSkip };
  const channelMappingTable = [...head.subarray(21, 21 + channels)];
  const [streamCount, coupledStreamCount] = [head.readUInt8(19), head.readUInt8(20)];
  return { channels, streamCount, coupledStreamCount, channelMappingTable, preSkip };
}

/** @param {AllowSharedBufferSource | undefined} source */
function bytes(source) {
  if (!source) return Buffer.alloc(0);
  return ArrayBuffer.isView(source)
    ? Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    : Buffer.from(source);
}
