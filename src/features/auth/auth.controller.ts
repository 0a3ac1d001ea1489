import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Access, Can } from '../../core/access/decorators.js';
import { UserAccess } from '../../core/access/grants.js';
import { IdPipe } from '../../platform/errors/id.pipe.js';
import { Public } from '../../platform/http/public.js';
import { Refuses } from '../../platform/http/refuses.js';
import { LoginDto, RefreshDto, RegisterDto } from './auth.dto.js';
import { SignedIn } from './auth.wire.js';
import { FromDevice, type Device } from './device.js';
import { SessionList } from './session.wire.js';
import { SessionsService } from './sessions.service.js';
import { WebAuth } from './web-auth.js';

@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: WebAuth,
    private readonly sessions: SessionsService,
  ) {}

  @Post('register')
  @Public()
  @ApiOperation({ operationId: 'auth.register', summary: 'Make an account and sign in' })
  @Refuses('auth.email_taken', 'auth.username_taken', 'auth.password_weak')
  register(
    @Body() input: RegisterDto,
    @FromDevice() device: Device,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.auth.register(input, device, response);
  }

  @Post('login')
  @HttpCode(200)
  @Public()
  @ApiOperation({ operationId: 'auth.login', summary: 'Sign in by username or email address' })
  @Refuses('auth.invalid_credentials', 'user.disabled')
  login(
    @Body() input: LoginDto,
    @FromDevice() device: Device,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.auth.login(input, device, response);
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @ApiOperation({ operationId: 'auth.refresh', summary: 'Renew both tokens; each refresh token works once' })
  @Refuses('auth.refresh_invalid', 'auth.refresh_reused', 'auth.session_ended', 'auth.origin_refused', 'user.disabled')
  refresh(@Body() input: RefreshDto, @FromDevice() device: Device, @Req() request: Request): Promise<SignedIn> {
    return this.auth.refresh(input, device, request);
  }

  @Post('logout')
  @HttpCode(204)
  @Can('session.logout', { summary: 'End this session and close its sockets' })
  logout(
    @Access() caller: UserAccess,
    @FromDevice() device: Device,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    return this.auth.logout(caller, device, response);
  }

  @Get('sessions')
  @Can('session.list', { summary: 'Where one is signed in' })
  list(@Access() caller: UserAccess): Promise<SessionList> {
    return this.sessions.list(caller);
  }

  @Delete('sessions')
  @HttpCode(204)
  @Can('session.revoke_others', { summary: 'Log out everywhere else: end all of one’s sessions but this one' })
  revokeOthers(@Access() caller: UserAccess): Promise<void> {
    return this.sessions.revokeOthers(caller);
  }

  @Delete('sessions/:sessionId')
  @HttpCode(204)
  @Can('session.revoke', { summary: 'End one of one’s own sessions and close its sockets' })
  revoke(@Access() caller: UserAccess, @Param('sessionId', IdPipe) sessionId: string): Promise<void> {
    return this.sessions.revoke(caller, sessionId);
  }
}
