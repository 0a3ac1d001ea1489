import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { Callers } from '../../platform/http/callers.js';
import { Public } from '../../platform/http/public.js';
import { Refuses } from '../../platform/http/refuses.js';
import { FromDevice, type Device } from '../auth/device.js';
import { LinkDto, OwnLinkDto } from './accounts.dto.js';
import { AddressProven, Disowned } from './accounts.wire.js';
import { DisowningService } from './disowning.service.js';
import { EmailChangeService } from './email-change.service.js';
import { VerificationService } from './verification.service.js';

/** What links in mails lead to. Nothing happens by opening one: programs that look for viruses open them all. */
@ApiTags('Auth')
@Controller('auth')
export class ProofsController {
  constructor(
    private readonly callers: Callers,
    private readonly disowning: DisowningService,
    private readonly emails: EmailChangeService,
    private readonly verification: VerificationService,
  ) {}

  @Post('verify-email')
  @HttpCode(200)
  @Public()
  @ApiOperation({ operationId: 'auth.verify_email', summary: 'Show that an account’s email address is one’s own' })
  @Refuses(
    'link.invalid',
    'link.other_account',
    'auth.password_wrong',
    'auth.invalid_token',
    'auth.session_ended',
    'user.disabled',
  )
  verify(@Body() input: OwnLinkDto, @FromDevice() device: Device, @Req() request: Request): Promise<AddressProven> {
    return this.callers.userIdIfAny(request).then((callerId) => this.verification.verify(input, device, callerId));
  }

  @Post('disown')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    operationId: 'auth.disown',
    summary: 'Say by a mail’s link that an account or a sign-in is not one’s own',
  })
  @Refuses('link.invalid', 'user.disabled')
  disown(@Body() input: LinkDto, @FromDevice() device: Device): Promise<Disowned> {
    return this.disowning.disown(input, device);
  }

  @Post('email/confirm')
  @HttpCode(204)
  @Public()
  @ApiOperation({ operationId: 'auth.confirm_email', summary: 'Move to a new email address by the link sent there' })
  @Refuses(
    'link.invalid',
    'link.other_account',
    'auth.required',
    'auth.invalid_token',
    'auth.session_ended',
    'auth.password_wrong',
    'auth.email_taken',
    'user.disabled',
  )
  confirmEmail(@Body() input: OwnLinkDto, @FromDevice() device: Device, @Req() request: Request): Promise<void> {
    return this.callers.userIdIfAny(request).then((callerId) => this.emails.confirm(input, device, callerId));
  }

  @Post('email/undo')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    operationId: 'auth.undo_email',
    summary: 'Bring an account back to its email address before; ends all sessions',
  })
  @Refuses('link.invalid', 'auth.email_taken', 'user.disabled')
  undoEmail(@Body() input: LinkDto, @FromDevice() device: Device): Promise<AddressProven> {
    return this.emails.undo(input, device);
  }
}
