import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Public } from '../../platform/http/public.js';
import { Refuses } from '../../platform/http/refuses.js';
import { SignedIn } from '../auth/auth.wire.js';
import { FromDevice, type Device } from '../auth/device.js';
import { ExchangeDto, StartGoogleDto } from './google.dto.js';
import { GoogleWeb } from './google-web.js';
import { SignInMethods } from './identity.wire.js';

@ApiTags('Auth')
@Controller('auth')
export class GoogleController {
  constructor(private readonly google: GoogleWeb) {}

  @Get('methods')
  @Public()
  @ApiOperation({ operationId: 'auth.methods', summary: 'The ways to sign in that there are' })
  @ApiOkResponse({ type: SignInMethods })
  methods(): SignInMethods {
    return this.google.methods();
  }

  @Get('google')
  @Public()
  @ApiOperation({ operationId: 'auth.google', summary: 'Go to Google to sign in: for browsers' })
  @ApiResponse({ status: 302, description: 'To Google; later comes the browser back to `/auth/google/callback`.' })
  @Refuses('not_found')
  start(@Query() input: StartGoogleDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.google.start(input, request, response);
  }

  @Get('google/callback')
  @Public()
  @ApiOperation({ operationId: 'auth.google_callback', summary: 'Come back from Google: for browsers' })
  @ApiResponse({ status: 302, description: 'To `/auth/landing?code=…` of the web app, for `POST /auth/exchange`.' })
  @Refuses('not_found')
  callback(@Req() request: Request, @Res() response: Response, @FromDevice() device: Device): Promise<void> {
    return this.google.callback(request, response, device);
  }

  @Post('exchange')
  @HttpCode(200)
  @Public()
  @ApiOperation({ operationId: 'auth.exchange', summary: 'Sign in with the code that a browser brought from Google' })
  @Refuses('auth.exchange_invalid', 'auth.second_factor_required', 'user.disabled')
  exchange(
    @Body() input: ExchangeDto,
    @FromDevice() device: Device,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedIn> {
    return this.google.exchange(input, device, response);
  }
}
