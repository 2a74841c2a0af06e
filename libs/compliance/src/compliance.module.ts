import { Module } from '@nestjs/common';

/** Read models over arrangements, duties and cases: who owes what by when, whether it is kept, and on what that rests. */
@Module({})
export class ComplianceModule {}
