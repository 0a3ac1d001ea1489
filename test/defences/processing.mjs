// What strangers' files may reach, and how much they may cost.
const pictures = 'test/platform/processing-pictures.spec.ts';
const voice = 'test/platform/processing-voice.contract.spec.ts';
const hostile = 'test/platform/processing-hostile.spec.ts';
const ffmpeg = 'src/platform/processing/ffmpeg.ts';

export default [
  {
    name: 'ffmpeg-formats',
    attack: 'have a playlist that is called a recording read another file',
    file: ffmpeg,
    find: "'-format_whitelist', demuxer, '-f', demuxer];",
    replace: '];',
    suite: hostile,
    test: 'reads no other file for %s named .webm',
  },
  {
    name: 'picture-metadata',
    attack: 'find out by a picture where it was taken, and with what',
    file: 'src/platform/processing/pictures.ts',
    find: 'jpeg({ quality: 85 })',
    replace: 'keepMetadata().jpeg({ quality: 85 })',
    suite: pictures,
    test: 'are upright, without a place or a camera, in three sizes',
  },
  {
    name: 'picture-line',
    attack: 'have other people’s pictures given up behind a line of heavy ones',
    file: 'src/features/media/media-processing.ts',
    find: ' || error instanceof NoTurn)',
    replace: ')',
    suite: 'test/features/media-later.spec.ts',
    test: 'that does not get its turn is tried later, which is no try of it',
  },
  {
    name: 'shortage-is-no-fault',
    attack: 'lose what people uploaded to a disk that is full for a while',
    file: 'src/platform/processing/shortage.ts',
    find: 'const isShort = CODES.has(code) || WORDS.test(message);',
    replace: "const isShort = CODES.has('') && WORDS.test(message + code);",
    suite: 'test/features/media-later.spec.ts',
    test: 'that is given up, for want of room to work in, can be tried once more when there is some',
  },
  {
    name: 'ffmpeg-group-killed',
    attack: 'keep a process by a file at which a child of ffmpeg hangs',
    file: 'src/platform/processing/program.ts',
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
