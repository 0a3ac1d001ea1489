// What strangers' files may reach, and how much they may cost.
const pictures = 'test/platform/processing-pictures.spec.ts';
const voice = 'test/platform/processing-voice.contract.spec.ts';
const hostile = 'test/platform/processing-hostile.spec.ts';
const ffmpeg = 'src/platform/processing/ffmpeg.ts';

export default [
  {
    name: 'ffmpeg-one-demuxer',
    attack: 'have ffmpeg read other people’s files with a playlist named .webm',
    file: ffmpeg,
    find: "['-protocol_whitelist', 'file', '-format_whitelist', demuxer, '-f', demuxer]",
    replace: "['-protocol_whitelist', 'file']",
    suite: hostile,
    test: 'reads no other file for an HLS playlist named .webm',
  },
  {
    name: 'ffmpeg-group-killed',
    attack: 'keep a process by a file at which a child of ffmpeg hangs',
    file: ffmpeg,
    find: "process.kill(-pid, 'SIGKILL');",
    replace: "process.kill(pid, 'SIGKILL');",
    suite: hostile,
    test: 'that hangs is killed at its limit, with its children, and leaves nothing',
  },
  {
    name: 'picture-loaders',
    attack: 'have an SVG decoded',
    file: 'src/platform/processing/pictures.reader.ts',
    find: "sharp.block({ operation: ['VipsForeignLoad'] });",
    replace: '',
    suite: pictures,
    test: 'no decoder is lent to an SVG, whatever it is taken for',
  },
  {
    name: 'picture-pixels',
    attack: 'fill the memory with a small picture of very many pixels',
    file: 'src/platform/processing/pictures.ts',
    find: 'width * height > MAX_PIXELS ||',
    replace: '',
    suite: pictures,
    test: 'a PNG of 50,000 × 50,000 is refused from its header, at once and without memory',
  },
  {
    name: 'picture-frames',
    attack: 'fill the memory with a small animation of very many frames',
    file: 'src/platform/processing/pictures.ts',
    find: ' || (animated && width * height * pages > MAX_FRAME_PIXELS)',
    replace: '',
    suite: pictures,
    test: '2,000 frames of 2,000 × 2,000 is refused from its header, at once and without memory',
  },
  {
    name: 'recording-whole',
    attack: 'take half a recording for a whole one',
    file: 'src/platform/processing/voice.ts',
    find: 'measure: true, whole: true',
    replace: 'measure: true',
    suite: voice,
    test: 'of which a part is missing are refused: WebM as it is recorded',
  },
  {
    name: 'thread-ends',
    attack: 'hold a thread for ever with a file',
    file: 'src/platform/processing/media-thread.ts',
    find: "timer = setTimeout(() => reject(new Unprocessable('timed_out')), limitMs);",
    replace: '',
    suite: voice,
    test: 'that is called off or takes too long leaves nothing',
  },
  {
    name: 'text-is-text',
    attack: 'have a page served as a page',
    file: 'src/platform/processing/identify.ts',
    find: 'if (FILES.test(mime)) return',
    replace: 'if (mime) return',
    suite: hostile,
    test: 'is read from its bytes: XHTML',
  },
];
