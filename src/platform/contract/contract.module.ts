import { Global, Module } from '@nestjs/common';
import { AccessDocs } from './access-docs.js';
import { Contract } from './contract.js';

/** The contract with clients, as documents. */
@Global()
@Module({ providers: [AccessDocs, Contract], exports: [AccessDocs, Contract] })
export class ContractModule {}
