import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { EntityManager } from 'typeorm';
import { requireSeen } from '../../core/access/acquaintances.js';
import type { TeamAccess, UserAccess } from '../../core/access/grants.js';
import { UserEntity } from '../../core/users/user.entity.js';
import { Database } from '../../platform/database/database.js';
import { fail } from '../../platform/errors/problem.js';
import { sendFile } from '../../platform/http/file-download.js';
import type { ByteRange } from '../../platform/storage/storage.js';
import { MediaOpening } from '../media/media-opening.js';
import { MediaFileEntity } from '../media/media.entity.js';
import { TeamEntity } from '../teams/team.entity.js';
import { pictureNames } from './picture-rows.js';

/** Hands out the pictures of people and teams. */
@Injectable()
export class PictureContent {
  constructor(
    private readonly database: Database,
    private readonly opening: MediaOpening,
  ) {}

  /** @throws Problem `not_found` for whom nothing connects with the caller, `user.no_avatar`, `range.unsatisfiable`, `storage.unavailable`. */
  async sendAvatar({ userId: viewerId }: UserAccess, userId: string, request: Request, response: Response) {
    const file = await this.database.snapshot(async (reader) => {
      await requireSeen(reader, viewerId, userId);
      const user = await reader.findOneBy(UserEntity, { id: userId });
      if (!user) throw fail('not_found');
      return fileOf(reader, user.avatarId);
    });
    if (!file) throw fail('user.no_avatar');
    await this.send(pictureNames.user, file, request, response);
  }

  /** @throws Problem `team.no_icon`, `range.unsatisfiable`, `storage.unavailable`. */
  async sendIcon({ teamId }: TeamAccess, request: Request, response: Response) {
    const file = await this.database.snapshot(async (reader) => {
      const team = await reader.findOneBy(TeamEntity, { id: teamId });
      if (!team) throw fail('not_found');
      return fileOf(reader, team.iconId);
    });
    if (!file) throw fail('team.no_icon');
    await this.send(pictureNames.team, file, request, response);
  }

  private send(name: string, file: MediaFileEntity, request: Request, response: Response): Promise<void> {
    const { mediaId: mark, contentType, size } = file;
    const open = (range?: ByteRange) => this.opening.open(file, range);
    return sendFile(request, response, { name, contentType, size, mark, open, inline: true });
  }
}

/** Null for no picture, and where its file is lost. */
async function fileOf(reader: EntityManager, mediaId: string | null): Promise<MediaFileEntity | null> {
  return mediaId === null ? null : reader.findOneBy(MediaFileEntity, { mediaId, role: 'content' });
}
