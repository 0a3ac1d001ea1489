import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';

/** One fact in a stream. */
export class StreamEvent {
  position: number;
  /** For example `message.created`. */
  type: string;
  /** The whole fact, as documented for its type. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data: object;
}

/** The current state of everything that was touched since the position asked about; empty when nothing was. */
export class StreamChanges {
  @ApiProperty({ enum: ['changes'] })
  status: 'changes';
  /** Where the stream stands now. */
  position: number;
  @ApiProperty({ type: () => [StreamEvent] })
  events: StreamEvent[];
}

/** Forget what you hold of this stream and begin here: the log no longer reaches back, or too much happened. */
export class StreamSnapshot {
  @ApiProperty({ enum: ['snapshot'] })
  status: 'snapshot';
  position: number;
  /** UserSnapshot, TeamSnapshot or ChannelSnapshot, by the kind of the stream. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data: object;
}

/** Not yours, or no longer. */
export class StreamGone {
  @ApiProperty({ enum: ['gone'] })
  status: 'gone';
}

/** What the caller did not know yet, stream by stream, from one consistent state. */
@ApiExtraModels(StreamChanges, StreamSnapshot, StreamGone)
export class SyncResult {
  /** Another than the one you know: forget everything and begin again. */
  epoch: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: {
      oneOf: [StreamChanges, StreamSnapshot, StreamGone].map((model) => ({ $ref: getSchemaPath(model) })),
    },
  })
  streams: Record<string, StreamChanges | StreamSnapshot | StreamGone>;
}
