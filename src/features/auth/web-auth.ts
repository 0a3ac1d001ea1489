import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { UserAccess } from '../../core/access/grants.js';
import type { LoginDto, RefreshDto, RegisterDto } from './auth.dto.js';
import { AuthService } from './auth.service.js';
import type { SignedIn } from './auth.wire.js';
import type { Device } from './device.js';
import { Registration } from './registration.js';
import { SessionRenewal } from './session-renewal.js';
import { SignIn } from './sign-in.js';
import { TokenDelivery } from './token.delivery.js';

/** Signing in over HTTP: what the services answer, with the refresh token in the body or in the cookie. */
@Injectable()
export class WebAuth {
  constructor(
    private readonly auth: AuthService,
    private readonly registration: Registration,
    private readonly renewal: SessionRenewal,
    private readonly signIn: SignIn,
    private readonly delivery: TokenDelivery,
  ) {}

  async register(input: RegisterDto, device: Device, response: Response): Promise<SignedIn> {
    const signedIn = await this.signIn.answer(await this.registration.register(input, device));
    return this.delivery.deliver(response, signedIn, input.cookie);
  }

  async login(input: LoginDto, device: Device, response: Response): Promise<SignedIn> {
    return this.delivery.deliver(response, await this.auth.login(input, device), input.cookie);
  }

  async refresh(input: RefreshDto, device: Device, request: Request): Promise<SignedIn> {
    const { token, cookie } = this.delivery.given(request, input);
    const signedIn = await this.signIn.present(await this.renewal.renew(token, device));
    return this.delivery.deliver(request.res!, signedIn, cookie); // Express gives every request its response
  }

  async logout(caller: UserAccess, device: Device, response: Response): Promise<void> {
    await this.auth.logout(caller, device);
    this.delivery.clear(response);
  }
}
