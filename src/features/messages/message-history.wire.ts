import { ApiProperty } from '@nestjs/swagger';

/** What a message said for a while. */
export class MessageVersion {
  /** The message's version that said so. */
  version: number;
  /** Markdown as written. */
  body: string;
  /** RFC 3339, UTC, milliseconds. */
  writtenAt: string;
}

/** Everything that a message ever said, at most the newest 100 versions of it. */
export class MessageHistory {
  /** The first at the beginning, and what it says now at the end. Empty for a system message. */
  @ApiProperty({ type: () => [MessageVersion] })
  items: MessageVersion[];
}
