import { Controller, Delete, Get, Put, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Access, Can } from '../../core/access/decorators.js';
import { TeamAccess } from '../../core/access/grants.js';
import { FileBody, FileResponse } from '../../platform/http/file-docs.js';
import { Refuses } from '../../platform/http/refuses.js';
import { SignedQueryDto } from '../../platform/http/signed-query.dto.js';
import { Team } from '../teams/team.wire.js';
import { PictureContent } from './picture-content.js';
import { PictureTaking } from './picture-taking.js';
import { TeamIconsService } from './team-icons.service.js';

@ApiTags('Teams')
@Controller('teams/:teamId/icon')
export class TeamIconsController {
  constructor(
    private readonly icons: TeamIconsService,
    private readonly content: PictureContent,
    private readonly taking: PictureTaking,
  ) {}

  @Put()
  @Can('team.icon.set', {
    summary: 'Give the team this picture: at most 10 MB; 256 pixels square are made of its middle',
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
  set(@Access() team: TeamAccess, @Req() request: Request): Promise<Team> {
    return this.taking.take(team, request, (picture) => this.icons.show(team, picture));
  }

  @Delete()
  @Can('team.icon.remove', { summary: 'Take the team’s picture away' })
  remove(@Access() team: TeamAccess): Promise<Team> {
    return this.icons.show(team, undefined);
  }

  @Get()
  @Can('team.icon.open', { summary: 'The picture of a team that one is in' })
  @FileResponse()
  @Refuses('team.no_icon', 'range.unsatisfiable', 'auth.address_invalid', 'storage.unavailable')
  open(
    @Access() team: TeamAccess,
    @Query() _signed: SignedQueryDto,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.content.sendIcon(team, request, response);
  }
}
