// What strangers' files may reach, and how much they may cost.
const pictures = 'test/platform/processing-pictures.spec.ts';
const voice = 'test/platform/processing-voice.contract.spec.ts';
const hostile = 'test/platform/processing-hostile.spec.ts';
const ffmpeg = 'src/platform/processing/ffmpeg.ts';

export default [
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
    suite: 'test/features/media-kinds.spec.ts',
    test: 'S3-66 more than 40 megapixels are refused within a second, from the header',
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
];
