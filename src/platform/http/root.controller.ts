import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Config } from '../config/config.js';
import { Database } from '../database/database.js';
import { problemsPage, stylesheet, welcomePage } from './pages.js';
import { Public } from './public.js';
import { programVersion } from './version.js';

/** The pages that the server itself shows, for people who open its address. */
@ApiExcludeController()
@Controller()
export class RootController {
  private readonly version = programVersion();

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  /** At `/` only where there is no web app. */
  @Get(['/', 'status'])
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  welcome(): string {
    return welcomePage({
      version: this.version,
      database: this.database.version,
      nodes: this.config.redisUrl ? 'one of several, joined by Redis' : 'this one alone',
      links: this.links(),
    });
  }

  @Get('docs/problems')
  @Public()
  @Header('Content-Type', 'text/html; charset=utf-8')
  problems(): string {
    return problemsPage();
  }

  @Get('parley.css')
  @Public()
  @Header('Content-Type', 'text/css; charset=utf-8')
  style(): string {
    return stylesheet;
  }

  private links(): { href: string; text: string }[] {
    const docs = [
      { href: '/docs', text: 'The REST API' },
      { href: '/docs/events', text: 'The socket commands and events' },
    ];
    return [
      ...(this.config.swaggerEnabled ? docs : []),
      ...(this.config.smtpUrl ? [] : [{ href: '/outbox', text: 'The mail outbox (on this machine)' }]),
      { href: '/docs/problems', text: 'What each problem code means' },
      { href: '/health/ready', text: 'Whether this node is ready' },
    ];
  }
}
