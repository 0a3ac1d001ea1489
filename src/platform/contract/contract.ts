import { Injectable, type INestApplication } from '@nestjs/common';
import { FactRegistry } from '../changes/facts.js';
import { PassingEvents } from '../realtime/passing-events.js';
import { AccessDocs } from './access-docs.js';
import { asyncApiDocument, type AsyncApiDocument } from './asyncapi.js';
import type { OpenApiDocument } from './document.js';
import { openApiDocument } from './openapi.js';

/** Both documents of one app, made together because the socket's shapes are those of REST. */
export interface Documents {
  openapi: OpenApiDocument;
  asyncapi: AsyncApiDocument;
}

/** What this server promises its clients, read from the code that keeps the promise. Served under `/docs` and committed by `npm run generate`. */
@Injectable()
export class Contract {
  private made: Documents | undefined;

  constructor(
    private readonly facts: FactRegistry,
    private readonly passing: PassingEvents,
    private readonly access: AccessDocs,
  ) {}

  /** Made when first asked for, after all modules have registered. */
  documents(app: INestApplication): Documents {
    this.made ??= this.make(app);
    return this.made;
  }

  private make(app: INestApplication): Documents {
    const commands = this.access.commands();
    const facts = this.facts.allFacts();
    const snapshots = this.facts.allSnapshots();
    const passing = this.passing.all();
    const models = [...facts, ...snapshots, ...passing].map(({ data }) => data);
    const inputs = commands.flatMap(({ input, answer }) => [input ?? [], answer ?? []].flat());
    const openapi = openApiDocument(app, this.access, [...new Set([...models, ...inputs])]);
    return { openapi, asyncapi: asyncApiDocument(openapi, { commands, facts, snapshots, passing }) };
  }
}
