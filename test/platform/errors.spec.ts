import { BadRequestException, NotFoundException } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, ValidateNested } from 'class-validator';
import { assert as holdsFor, asyncProperty, jsonValue } from 'fast-check';
import { asProblem } from '../../src/platform/errors/as-problem.js';
import { errorCatalogue } from '../../src/platform/errors/errors.catalogue.js';
import { IdPipe } from '../../src/platform/errors/id.pipe.js';
import { INPUT, InputPipe } from '../../src/platform/errors/input.pipe.js';
import { PageDto } from '../../src/platform/errors/page.dto.js';
import { fail, Problem, toProblemBody, type BrokenRule } from '../../src/platform/errors/problem.js';
import { Id, Omittable, Slug, Text } from '../../src/platform/errors/text.js';

const ID = '0197a3c0-7f3e-7b1a-8c55-0123456789ab';

class ItemDto {
  @Text({ min: 1, max: 5 })
  name!: string;
}

class NoteDto {
  @Text({ min: 1, max: 10, multiline: true })
  body!: string;

  @Omittable()
  @Text({ max: 10 })
  title?: string;

  @Omittable()
  @Id({ each: true })
  @IsArray()
  @ArrayMaxSize(3)
  mediaIds?: string[];

  @Omittable()
  @Slug()
  slug?: string;

  @Omittable()
  @ValidateNested({ each: true })
  @Type(() => ItemDto)
  items?: ItemDto[];
}

const pipe = new InputPipe();
const body = (value: unknown, metatype: new () => object = NoteDto) =>
  pipe.transform(value, { type: 'body', metatype });

async function broken(work: Promise<unknown>): Promise<BrokenRule[]> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(Problem);
  expect((error as Problem).code).toBe('validation.failed');
  return (error as Problem).fields ?? [];
}

describe('problems', () => {
  it('become RFC 9457 bodies that hold what the case adds and nothing else', () => {
    const problem = fail('access.denied', {
      permission: 'channel.archive',
      detail: 'Only hosts archive.',
      cause: new Error('x'),
    });
    expect(toProblemBody(problem, 'r1')).toEqual({
      type: '/docs/problems#access.denied',
      title: errorCatalogue['access.denied'].title,
      status: 403,
      code: 'access.denied',
      detail: 'Only hosts archive.',
      requestId: 'r1',
      permission: 'channel.archive',
    });
  });

  it.each([
    ['a problem', fail('channel.archived'), 'channel.archived'],
    ['an unknown route', new NotFoundException('Cannot GET /secret-path'), 'route.not_found'],
    ['broken JSON', new BadRequestException('Unexpected token "s3cret"'), 'request.malformed'],
    [
      'too large a body',
      Object.assign(new Error('request entity too large'), { expose: true, statusCode: 413 }),
      'payload.too_large',
    ],
    [
      'an unknown encoding',
      Object.assign(new Error('x'), { expose: true, statusCode: 415 }),
      'request.unsupported_media',
    ],
    ['a broken path', new URIError('Failed to decode'), 'request.malformed'],
    ['a lost database', { driverError: { code: 'ECONNREFUSED' } }, 'database.unavailable'],
    ['a full disk', { driverError: { code: 'SQLITE_FULL' } }, 'database.unavailable'],
    ['a closed pool', new Error('Pool is closed.'), 'database.unavailable'],
    ['anything else', new TypeError('s3cret'), 'internal'],
    ['no error at all', 's3cret', 'internal'],
    ['nothing', undefined, 'internal'],
  ])('are made of %s', (_what, error, code) => {
    const problem = asProblem(error);
    expect(problem.code).toBe(code);
    expect(JSON.stringify(toProblemBody(problem, 'r1'))).not.toMatch(/s3cret|secret-path/);
  });
});

describe('the input pipe', () => {
  it('makes an instance of the DTO', async () => {
    const note = await body({ body: 'hello', items: [{ name: 'a' }], mediaIds: [ID] });
    expect(note).toBeInstanceOf(NoteDto);
    expect((note as NoteDto).items?.[0]).toBeInstanceOf(ItemDto);
  });

  it('names every field and rule at once, nested paths included, and repeats nothing of the input', async () => {
    const input = {
      body: 'x'.repeat(11),
      title: 's3cret\n',
      slug: 'S3cret',
      mediaIds: ['s3cret'],
      items: [{ name: '' }],
      s3cretKey: 's3cret',
    };
    const fields = await broken(body(input));
    const found = fields.map(({ field, rule }) => `${field}:${rule}`);
    expect(found.sort()).toEqual(
      [
        'body:maxLength',
        'title:singleLine',
        'slug:slug',
        'mediaIds:isId',
        'items.0.name:minLength',
        's3cretKey:unknown',
      ].sort(),
    );
    expect(JSON.stringify(fields.map(({ message }) => message))).not.toMatch(/s3cret/i);
  });

  it('takes a missing body as an empty one', async () => {
    expect((await broken(body(undefined))).map(({ field }) => field)).toContain('body');
    expect(await body(undefined, PageDto)).toEqual({ before: undefined, after: undefined, limit: 50 });
  });

  it.each([null, 'text', 5, true, [], [{ body: 'x' }], Buffer.from('x')])(
    'refuses %p in place of an object',
    async (value) => {
      expect(await broken(body(value))).toEqual([{ field: '', rule: 'object', message: expect.any(String) }]);
    },
  );

  it.each(['__proto__', 'constructor', 'prototype'])('refuses the key %s at any depth', async (key) => {
    expect(await broken(body(JSON.parse(`{"body": "x", "${key}": {"admin": true}}`)))).toHaveLength(1);
    expect(
      await broken(body(JSON.parse(`{"body": "x", "items": [{"name": "a", "${key}": {"admin": true}}]}`))),
    ).toHaveLength(1);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('refuses deep and long input quickly', async () => {
    const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    const wide = Array.from({ length: 1_000_000 }, () => ({ name: 'a' }));
    const keys = Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1]));
    for (const [input, rule] of [
      [{ body: 'x', items: deep }, 'depth'],
      [{ body: 'x', items: wide }, 'items'],
      [keys, 'items'],
    ] as const) {
      const start = performance.now();
      expect(await broken(body(input))).toEqual([{ field: '', rule, message: expect.any(String) }]);
      expect(performance.now() - start).toBeLessThan(100);
    }
  });

  it('keeps a refusal small', async () => {
    const input = Object.fromEntries(Array.from({ length: 9000 }, (_, index) => [`${'k'.repeat(200)}${index}`, 1]));
    const fields = await broken(body(input));
    expect(fields).toHaveLength(50);
    expect(JSON.stringify(fields).length).toBeLessThan(10_000);
  });

  it('checks the input of a command and leaves other custom parameters alone', async () => {
    const grant = { granted: true };
    expect(await pipe.transform(grant, { type: 'custom', metatype: NoteDto, data: undefined })).toBe(grant);
    expect(await pipe.transform({ body: 'x' }, { type: 'custom', metatype: NoteDto, data: INPUT })).toBeInstanceOf(
      NoteDto,
    );
    await broken(pipe.transform({ body: 5 }, { type: 'custom', metatype: NoteDto, data: INPUT }));
  });

  it('answers any JSON with an instance or with broken rules', async () => {
    await holdsFor(
      asyncProperty(jsonValue(), async (value) => {
        const result = await body(value).catch((error: unknown) => error);
        expect(result instanceof NoteDto || (result instanceof Problem && result.code === 'validation.failed')).toBe(
          true,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('texts', () => {
  const rules = async (value: unknown) => (await broken(body({ body: value }))).map(({ rule }) => rule);

  it.each(['👍', 'مرحبا', '\u202Eabc', 'Z͑ͫ̓ͪ̂', ' a ', 'é', 'line\nline\t'])('keeps %j as it is', async (text) => {
    expect((await body({ body: text })) as NoteDto).toMatchObject({ body: text });
  });

  it('counts code points', async () => {
    expect(await body({ body: '👍'.repeat(10) })).toMatchObject({ body: '👍'.repeat(10) });
    expect(await rules('👍'.repeat(11))).toEqual(['maxLength']);
  });

  it('refuses NUL and lone surrogates', async () => {
    expect(await rules('a\0b')).toEqual(['noNul']);
    expect(await rules('a\ud83d')).toEqual(['wellFormed']);
    expect(await rules('\udc4da')).toEqual(['wellFormed']);
  });

  it('says once what is wrong with what is no text', async () => {
    expect(await rules(5)).toEqual(['isString']);
    expect(await rules(null)).toEqual(['isString']);
    expect(await rules(['a'])).toEqual(['isString']);
  });

  it('does not take null for left out', async () => {
    expect(await broken(body({ body: 'x', title: null }))).toHaveLength(1);
  });
});

describe('ids and pages', () => {
  it('takes lower-case UUIDs only', () => {
    const ids = new IdPipe();
    const metadata = { type: 'param', data: 'channelId' } as const;
    expect(ids.transform(ID, metadata)).toBe(ID);
    for (const value of [ID.toUpperCase(), '', undefined, `${ID} `, ID.slice(1), [ID]]) {
      expect(() => ids.transform(value, metadata)).toThrow(
        expect.objectContaining({ code: 'validation.failed' }) as Error,
      );
    }
  });

  it('reads limits from a query', async () => {
    expect(await body({ limit: '7', before: 'c' }, PageDto)).toMatchObject({ limit: 7, before: 'c' });
    for (const limit of ['0', '101', '', '0x10', '1e1', '-1', '2.5', ['1', '2'], {}, null, true]) {
      expect((await broken(body({ limit }, PageDto))).map(({ field }) => field)).toContain('limit');
    }
  });
});
