import { Controller, Delete, Get, Param, Put, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Me } from '../../core/users/me.wire.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { FileBody, FileResponse } from '../../platform/http/file-docs.js';
import { Refuses } from '../../platform/http/refuses.js';
import { SignedQueryDto } from '../../platform/http/signed-query.dto.js';
import { AvatarsService } from './avatars.service.js';
import { PictureContent } from './picture-content.js';
import { PictureTaking } from './picture-taking.js';

@ApiTags('Users')
@Controller()
export class AvatarsController {
  constructor(
    private readonly avatars: AvatarsService,
    private readonly content: PictureContent,
    private readonly taking: PictureTaking,
  ) {}

  @Put('me/avatar')
  @Can('avatar.set', {
    summary: 'Show this picture of oneself: at most 10 MB; 256 pixels square are made of its middle',
  })
  @FileBody()
  @Refuses(
    'media.empty',
    'media.unreadable',
    'media.scanner_unavailable',
    'media.too_many_at_once',
    'server.busy',
    'storage.full',
    'storage.unavailable',
  )
  set(@Access() caller: UserAccess, @Req() request: Request): Promise<Me> {
    return this.taking.take(caller, request, (picture) => this.avatars.show(caller, picture));
  }

  @Delete('me/avatar')
  @Can('avatar.remove', { summary: 'Show no picture of oneself any more' })
  remove(@Access() caller: UserAccess): Promise<Me> {
    return this.avatars.show(caller, undefined);
  }

  @Get('users/:userId/avatar')
  @Can('avatar.open', { summary: 'The picture of a person whom one shares a team or a DM with' })
  @FileResponse()
  @Refuses('not_found', 'user.no_avatar', 'range.unsatisfiable', 'auth.address_invalid', 'storage.unavailable')
  open(
    @Access() caller: UserAccess,
    @Param('userId', IdPipe) userId: string,
    @Query() _signed: SignedQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.content.sendAvatar(caller, userId, request, response);
  }
}
