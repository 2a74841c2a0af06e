import { Module } from '@nestjs/common';
import { TextAuditResolver } from './audit/arrangement-audit.resolver.js';

/** Read models over arrangements, duties and cases: who owes what by when, whether it is kept, and on what that rests. */
@Module({ providers: [TextAuditResolver] })
export class ComplianceModule {}
