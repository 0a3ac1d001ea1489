import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import type { Config } from '../config/config.js';
import { fail } from '../errors/problem.js';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Only our own files, no inline script, no frames around us. `inlineStyle`: as the documentation pages need. */
function policy(inlineStyle: boolean): HelmetOptions['contentSecurityPolicy'] {
  return {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: inlineStyle ? ["'self'", "'unsafe-inline'"] : ["'self'"],
      imgSrc: ["'self'", 'data:', 'blob:'],
      mediaSrc: ["'self'", 'blob:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      workerSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      objectSrc: ["'none'"],
    },
  };
}

/** What pages of ours may use of a machine, and no frame in them; of all that is not used here the list is closed. */
const PERMISSIONS = [
  ...['camera', 'display-capture', 'fullscreen', 'microphone', 'speaker-selection'].map((name) => `${name}=(self)`),
  ...['geolocation', 'payment', 'usb', 'serial', 'hid', 'midi'].map((name) => `${name}=()`),
].join(', ');

/** The security headers of every answer (OWASP Secure Headers Project). HSTS only in production, where there is TLS in front. */
export function securityHeaders(config: Config): RequestHandler {
  const common: HelmetOptions = {
    strictTransportSecurity: config.isProduction && { maxAge: 31_536_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
  };
  const strict = helmet({ ...common, contentSecurityPolicy: policy(false) });
  const docs = helmet({ ...common, contentSecurityPolicy: policy(true) });
  return (request, response, next) => {
    response.setHeader('Permissions-Policy', PERMISSIONS);
    if (request.path.startsWith('/api/')) response.setHeader('Cache-Control', 'no-store');
    const isDocs = request.path === '/docs' || request.path.startsWith('/docs/');
    (isDocs ? docs : strict)(request, response, next);
  };
}

/**
 * Refuses changes that a page of a foreign origin asks for. CORS alone lets them happen and only hides the answer. Programs
 * send no Origin and pass; a browser's own word for "same origin" cannot be forged by a page.
 */
export function originGate(config: Config): RequestHandler {
  return (request: Request, _response: Response, next: NextFunction) => {
    const { origin } = request.headers;
    const passes =
      SAFE_METHODS.has(request.method) ||
      origin === undefined ||
      config.allowsOrigin(origin) ||
      request.headers['sec-fetch-site'] === 'same-origin';
    next(passes ? undefined : fail('auth.origin_refused'));
  };
}
