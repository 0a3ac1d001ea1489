import { ApiProperty } from '@nestjs/swagger';
import { User } from '../../core/users/user.wire.js';
import { mediaKinds, type MediaKind } from './media-kinds.js';

const storagePlaces = ['folder', 'bucket'] as const;
type StoragePlace = (typeof storagePlaces)[number];

/** How many uploads there are of something, and what lies in storage for them. */
class Used {
  @ApiProperty({ type: 'integer' })
  uploads: number;
  @ApiProperty({ type: 'integer' })
  bytes: number;
}

/** What uploads of one kind take. */
export class KindUse extends Used {
  @ApiProperty({ enum: mediaKinds, enumName: 'MediaKind' })
  kind: MediaKind;
}

/** What somebody’s uploads take. */
export class PersonUse extends Used {
  user: User;
}

/** What lies in storage, with the smaller pictures and playable forms that were made of it. */
export class StorageUse extends Used {
  /** Where files lie. */
  @ApiProperty({ enum: storagePlaces, enumName: 'StoragePlace' })
  place: StoragePlace;
  /** How many bytes one person may upload; null for any number. */
  @ApiProperty({ type: 'integer', nullable: true })
  quotaBytes: number | null;
  /** The largest first. */
  @ApiProperty({ type: () => [KindUse] })
  kinds: KindUse[];
  /** The ten who take most. */
  @ApiProperty({ type: () => [PersonUse] })
  people: PersonUse[];
}
