import { Injectable } from '@nestjs/common';
import type { UserAccess } from '../../core/access/grants.js';
import { Sync } from '../../platform/changes/sync.js';
import type { SyncDto } from './sync.dto.js';
import type { SyncResult } from './sync.wire.js';

/** The caller's question put to the change log. */
@Injectable()
export class SyncService {
  constructor(private readonly log: Sync) {}

  answer({ userId }: UserAccess, { positions = {}, discover }: SyncDto): Promise<SyncResult> {
    return this.log.answer(userId, { positions, discover: discover ?? Object.keys(positions).length === 0 });
  }
}
