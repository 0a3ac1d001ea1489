import { Body, Controller, Get, HttpCode, Post, Put, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { Refuses } from '../../platform/http/refuses.js';
import { FromDevice, type Device } from '../auth/device.js';
import { ChangeEmailDto, ChangePasswordDto, DeleteAccountDto } from './accounts.dto.js';
import { DeletionService } from './deletion.service.js';
import { EmailChangeService } from './email-change.service.js';
import { ExportService } from './export.service.js';
import { AccountExport } from './export.wire.js';
import { PasswordsService } from './passwords.service.js';
import { VerificationService } from './verification.service.js';

/** What people do with their own account. */
@ApiTags('Users')
@Controller('me')
export class AccountController {
  constructor(
    private readonly verification: VerificationService,
    private readonly passwords: PasswordsService,
    private readonly emails: EmailChangeService,
    private readonly deletion: DeletionService,
    private readonly exports: ExportService,
  ) {}

  @Post('email/verification')
  @HttpCode(202)
  @Can('me.verify_email', { summary: 'Send the mail again that asks whether the address is one’s own' })
  resend(@Access() caller: UserAccess): Promise<void> {
    return this.verification.resend(caller);
  }

  @Post('email')
  @HttpCode(202)
  @Can('me.change_email', { summary: 'Ask for another email address; it changes when the mail sent there is answered' })
  @Refuses('auth.password_wrong', 'auth.proof_required')
  changeEmail(
    @Access() caller: UserAccess,
    @Body() input: ChangeEmailDto,
    @FromDevice() device: Device,
  ): Promise<void> {
    return this.emails.ask(caller, input, device);
  }

  @Put('password')
  @HttpCode(204)
  @Can('me.change_password', { summary: 'Change one’s password; ends all other sessions' })
  @Refuses('auth.password_wrong', 'auth.proof_required', 'auth.password_weak')
  changePassword(
    @Access() caller: UserAccess,
    @Body() input: ChangePasswordDto,
    @FromDevice() device: Device,
  ): Promise<void> {
    return this.passwords.change(caller, input, device);
  }

  @Post('delete')
  @HttpCode(204)
  @Can('me.delete', { summary: 'Delete one’s account for good' })
  @Refuses('auth.password_wrong', 'auth.proof_required', 'team.last_owner', 'account.owns_installation')
  remove(@Access() caller: UserAccess, @Body() input: DeleteAccountDto, @FromDevice() device: Device): Promise<void> {
    return this.deletion.remove(caller, input, device);
  }

  @Get('export')
  @Can('me.export', { summary: 'Everything that is stored of oneself, as one document; nothing that others wrote' })
  @ApiOkResponse({ type: AccountExport })
  download(@Access() caller: UserAccess): StreamableFile {
    return this.exports.download(caller);
  }
}
