import { Module } from '@nestjs/common';
import { GetAuditTrailHandler, GetCheckpointHandler, GetEventHandler } from './audit.handler.js';
import { AuditResolver } from './audit.resolver.js';

@Module({ providers: [AuditResolver, GetAuditTrailHandler, GetEventHandler, GetCheckpointHandler] })
export class AuditModule {}
