import { ApiProperty } from '@nestjs/swagger';

/** Where streams stand that moved lately. Who holds a lower position has missed something and asks `sync`. */
export class StreamHeads {
  /** Another than the one you know: forget everything and begin again. */
  epoch: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { 'channel:01890a5d-ac96-774b-bcce-b302099a8057': 42 },
  })
  positions: Record<string, number>;
}

/** The first thing that a connection hears: whom it talks with. */
export class ServerGreeting {
  /** What this process calls itself in its log; another after each start. */
  node: string;
  /** The program's version. */
  version: string;
}

/** The access token has run out and the connection closes now. `session.refresh` in time avoids it. */
export class SessionExpired {}
