import { Body, Controller, Delete, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Refuses } from '../../platform/http/refuses.js';
import { LinkGoogleDto } from './google.dto.js';
import { FromDevice, type Device } from '../auth/device.js';
import { GoogleLinks } from './google-links.js';
import { GoogleWeb } from './google-web.js';
import { IdentityList, LinkStart } from './identity.wire.js';

@ApiTags('Auth')
@Controller('me/identities')
export class IdentitiesController {
  constructor(
    private readonly links: GoogleLinks,
    private readonly google: GoogleWeb,
  ) {}

  @Get()
  @Can('identity.list', { summary: 'The accounts elsewhere that one signs in by' })
  list(@Access() caller: UserAccess): Promise<IdentityList> {
    return this.links.list(caller);
  }

  @Post('google/link')
  @HttpCode(200)
  @Can('identity.link', { summary: 'Begin to link one’s Google account; the browser goes on to the address' })
  @Refuses('not_found', 'auth.password_wrong', 'auth.proof_required')
  link(
    @Access() caller: UserAccess,
    @Body() input: LinkGoogleDto,
    @Res({ passthrough: true }) response: Response,
    @FromDevice() device: Device,
  ): Promise<LinkStart> {
    return this.google.beginLink(caller, input, response, device);
  }

  @Delete('google')
  @HttpCode(204)
  @Can('identity.unlink', { summary: 'Unlink one’s Google account' })
  @Refuses('not_found', 'auth.last_way_in')
  unlink(@Access() caller: UserAccess, @FromDevice() device: Device): Promise<void> {
    return this.links.unlink(caller, device);
  }
}
