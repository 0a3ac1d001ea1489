import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Public } from '../../platform/http/public.js';
import { SetMailPreferencesDto } from './mail-preferences.dto.js';
import { MailPreferencesService } from './mail-preferences.service.js';
import { MailPreferences } from './mail-preferences.wire.js';

@ApiTags('Users')
@Controller()
export class MailPreferencesController {
  constructor(private readonly preferences: MailPreferencesService) {}

  @Get('me/mail-preferences')
  @Can('mail_preferences.open', { summary: 'Which mails one wants' })
  open(@Access() caller: UserAccess): Promise<MailPreferences> {
    return this.preferences.open(caller);
  }

  @Put('me/mail-preferences')
  @Can('mail_preferences.set', { summary: 'Say which mails one wants; what is left out stays' })
  set(@Access() caller: UserAccess, @Body() wishes: SetMailPreferencesDto): Promise<MailPreferences> {
    return this.preferences.set(caller, wishes);
  }

  @Post('mail/unsubscribe/:token')
  @HttpCode(204)
  @Public()
  @ApiOperation({
    operationId: 'mail.unsubscribe',
    summary: 'End a kind of mail by the link in one, as mail programs do it (RFC 8058)',
  })
  unsubscribe(@Param('token') token: string): Promise<void> {
    return this.preferences.unsubscribe(token);
  }
}
