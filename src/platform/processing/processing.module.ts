import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { FFmpeg } from './ffmpeg.js';
import { Pictures } from './pictures.js';
import { Video } from './video.js';
import { Voice } from './voice.js';

const ffmpeg = ({ ffmpegPath }: Config): FFmpeg | undefined => FFmpeg.find(ffmpegPath);

/** What makes pictures, voice notes and posters of files, for background jobs. Knows files alone: no storage, no database. */
@Global()
@Module({
  providers: [
    { provide: Pictures, useFactory: () => new Pictures() },
    { provide: Voice, inject: [Config], useFactory: (config: Config) => new Voice(ffmpeg(config)) },
    { provide: Video, inject: [Config], useFactory: (config: Config) => new Video(ffmpeg(config)) },
  ],
  exports: [Pictures, Voice, Video],
})
export class ProcessingModule {}
